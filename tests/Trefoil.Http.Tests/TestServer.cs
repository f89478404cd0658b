using System.Net;
using System.Text;
using Trefoil.Configuration;
using Trefoil.Configuration.Directives;
using Trefoil.Configuration.Expressions;
using Trefoil.Configuration.Patterns;
using Trefoil.Configuration.Sections;
using Trefoil.Http.Core;
using Trefoil.Http.Messages;
using Trefoil.Http.Output;
using Trefoil.Http.Phases;
using Trefoil.Io.Logs;

namespace Trefoil.Http.Tests;

/// <summary>A server in memory: the core module, a document root in a temporary directory, responses collected.</summary>
internal sealed class TestServer : IDisposable
{
    internal TestServer(params Module[] modules)
    {
        Root = Directory.CreateTempSubdirectory("trefoil-http-").FullName;
        Context = new TestContext([new CoreModule(), new HttpCoreModule(), .. modules]);
        Context.MainServer.ErrorLog = Log;
        Context.MainServer.ServerName = "main.example";
        Settings.DocumentRootGiven = Root;
    }

    internal string Root { get; }

    internal TestContext Context { get; }

    internal CollectedLog Log { get; } = new();

    internal CoreServerSettings Settings => Context.MainServer.Settings.GetOrCreate<CoreServerSettings>();

    internal CoreDirectorySettings Base => Context.MainServer.DirectoryBase.GetOrCreate<CoreDirectorySettings>();

    internal void WriteFile(string name, string content)
    {
        var path = Path.Combine(Root, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, content);
    }

    internal async Task<TestResponse> GetAsync(string target, params (string Name, string Value)[] headers) => await SendAsync("GET", target, headers);

    internal async Task<TestResponse> SendAsync(string method, string target, params (string Name, string Value)[] headers)
    {
        var runtime = new HttpRuntime(Context);
        var connection = new HttpConnection(runtime, runtime.VirtualHosts.ServerFor(IPAddress.Loopback, 80))
        {
            LocalAddress = IPAddress.Loopback,
            LocalPort = 80,
            RemoteAddress = IPAddress.Parse("192.0.2.7"),
            RemotePort = 4711,
        };
        var sink = new CollectingOutput();
        var request = new Request(connection, connection.BaseServer)
        {
            Method = method,
            MethodNumber = HttpMethods.NumberOf(method),
            IsHead = method == "HEAD",
            RequestLine = $"{method} {target} HTTP/1.1",
            Time = 2_000_000_000_000_000,
            Output = sink,
        };
        RequestTarget.Set(request, target);
        foreach (var (name, value) in headers)
            request.HeadersInUntracked.Add(name, value);
        await RequestProcessor.ProcessAsync(request);
        return new TestResponse(request, sink);
    }

    public void Dispose() => Directory.Delete(Root, recursive: true);
}

internal sealed record TestResponse(Request Request, CollectingOutput Sink)
{
    internal Request Answering => Sink.FinishedBy ?? Request.Final;

    internal int Status => Answering.Status;

    internal string Body => Encoding.Latin1.GetString(Sink.Bytes.ToArray());

    internal string? Header(string name) => Answering.HeadersOut.Get(name) ?? Answering.ErrorHeadersOut.Get(name);
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

internal sealed class TestContext(IReadOnlyList<Module> modules) : ConfigurationContext
{
    internal List<ServerConfig> Hosts { get; } = [];

    public override ServerConfig MainServer { get; } = new(null, new SourceLocation("test.conf", 1));

    public override IReadOnlyList<ServerConfig> VirtualHosts => Hosts;

    public override IReadOnlyList<Module> Modules => modules;

    public override string ServerRoot { get; set; } = "/";

    public override bool IsChild => false;

    public override bool IsTest => false;

    public override IReadOnlyDictionary<string, string> Defines { get; } = new Dictionary<string, string>();

    public override IPatternCompiler Patterns { get; } = new PcreCompiler();

    public override bool HasModule(string name) => false;

    public override string ResolvePath(string path) => path;

    public override ReadOnlyMemory<byte>? ReadFile(string path, out int errno)
    {
        errno = 2;
        return null;
    }

    public override int OpenLog(string destination, out string? error)
    {
        error = null;
        return -1;
    }

    public override string? ApplyChildren(DirectiveScope scope) => null;

    public override void Report(LogLevel level, string module, int code, string message, ServerConfig? server = null)
    {
    }
}
