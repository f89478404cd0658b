using System.Net;
using System.Text;
using Trefoil.Configuration.Directives;
using Trefoil.Configuration.Reading;
using Trefoil.Http;
using Trefoil.Http.Messages;
using Trefoil.Http.Output;
using Trefoil.Http.Phases;
using Trefoil.Io.Logs;

namespace Trefoil.Modules.Tests;

/// <summary>A server in memory that reads a real configuration with real modules; a scratch folder holds its files, responses and log lines are collected.</summary>
internal sealed class ConfiguredServer : IDisposable
{
    /// <summary>The port that requests come in at.</summary>
    internal const int Port = 8123;

    private HttpRuntime? _runtime;

    internal string Base { get; } = Directory.CreateTempSubdirectory("trefoil-modules-").FullName;

    internal string Root => Base + "/www";

    internal CollectedLog Log { get; } = new();

    internal ConfiguredServer() => Directory.CreateDirectory(Root);

    public void Dispose() => Directory.Delete(Base, recursive: true);

    internal void Write(string name, string text)
    {
        var path = Path.Combine(Root, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text, Encoding.Latin1);
    }

    /// <summary>Reads a configuration; gives its error text or null.</summary>
    internal string? Read(string text, params string[] modules)
    {
        File.WriteAllText(Base + "/httpd.conf", string.Concat(modules.Select(static module => $"LoadModule {module}_module modules/mod_{module}.so\n")) + text, Encoding.Latin1);
        var result = ConfigurationReader.Read(
            new ReadOptions { ServerRoot = Base, ConfigFile = Base + "/httpd.conf", Report = Log.Records.Add, IsTest = true },
            new Catalog());
        if (result.Configuration is not { } configuration)
            return result.ErrorText;
        configuration.MainServer.ErrorLog = Log;
        _runtime = new HttpRuntime(configuration);
        return null;
    }

    internal async Task<Response> SendAsync(string method, string target, params (string Name, string Value)[] headers)
    {
        var request = NewRequest(method, target, headers);
        var sink = (CollectingOutput)request.Output;
        await RequestProcessor.ProcessAsync(request);
        return new Response(request, sink);
    }

    internal Request NewRequest(string method, string target, params (string Name, string Value)[] headers)
    {
        var connection = new HttpConnection(_runtime!, _runtime!.VirtualHosts.ServerFor(IPAddress.Loopback, Port))
        {
            LocalAddress = IPAddress.Loopback,
            LocalPort = Port,
            RemoteAddress = IPAddress.Loopback,
            RemotePort = 4711,
        };
        var request = new Request(connection, connection.BaseServer)
        {
            Method = method,
            MethodNumber = HttpMethods.NumberOf(method),
            IsHead = method == "HEAD",
            RequestLine = $"{method} {target} HTTP/1.1",
            Time = 2_000_000_000_000_000,
            Output = new CollectingOutput(),
        };
        RequestTarget.Set(request, target);
        foreach (var (name, value) in headers)
            request.HeadersInUntracked.Add(name, value);
        return request;
    }

    private sealed class Catalog : IModuleCatalog
    {
        public IReadOnlyList<ModuleName> Modules { get; } =
            [.. ModuleRegistry.All.Select(static entry => new ModuleName(entry.Identifier, entry.SourceFile, entry.Create().IsStatic))];

        public Module? Create(string identifier) => ModuleRegistry.All.FirstOrDefault(entry => entry.Identifier == identifier)?.Create();
    }
}

internal sealed record Response(Request Request, CollectingOutput Sink)
{
    internal Request Answering => Sink.FinishedBy ?? Request.Final;

    internal int Status => Answering.Status;

    internal byte[] Bytes => Sink.Bytes.ToArray();

    internal string Body => Encoding.Latin1.GetString(Bytes);

    internal string? Header(string name) => Answering.HeadersOut.GetJoined(name) ?? Answering.ErrorHeadersOut.GetJoined(name);
}

internal sealed class CollectingOutput : OutputFilter
{
    internal MemoryStream Bytes { get; } = new();

    internal int Finished { get; private set; }

    internal Request? FinishedBy { get; private set; }

    public override string Name => "TEST";

    public override FilterType Type => FilterType.Network;

    public override ValueTask WriteAsync(Request request, ReadOnlyMemory<byte> data)
    {
        Bytes.Write(data.Span);
        return default;
    }

    public override ValueTask FlushAsync(Request request) => default;

    public override ValueTask FinishAsync(Request request)
    {
        Finished++;
        FinishedBy = request;
        return default;
    }
}

internal sealed class CollectedLog : ErrorLog
{
    internal List<LogRecord> Records { get; } = [];

    public override void Write(in LogRecord record) => Records.Add(record);
}
