using Trefoil.Configuration.Directives;
using Trefoil.Http.Messages;
using Trefoil.Http.Output;
using Trefoil.Http.Phases;
using Trefoil.Io.Files;
using Trefoil.Io.Logs;
using Trefoil.Modules.Generators.Cgi;
using Trefoil.Modules.Proxy.Core;
using Trefoil.Modules.Proxy.Scripts;

namespace Trefoil.Modules.Proxy.Scgi;

/// <summary>mod_proxy_scgi: programs that speak SCGI.</summary>
public sealed class ProxyScgiModule : Module, IProxyScheme
{
    private const string Name = "proxy_scgi";

    /// <inheritdoc/>
    public override string Identifier => "proxy_scgi_module";

    /// <inheritdoc/>
    public override string SourceFile => "mod_proxy_scgi.c";

    /// <inheritdoc/>
    public override IReadOnlyList<DirectiveDefinition> Directives => ProxyScgiDirectives.All;

    PhaseResult IProxyScheme.Canonicalise(Request request, string url)
    {
        if (!IsOurs(url))
            return PhaseResult.Declined;
        if (BackendUrl.Set(request, url, out var refusal, Name, 857) is not { } path)
            return refusal;
        if (request.HasEnvironment && request.Environment.Contains("proxy-scgi-pathinfo"))
            request.PathInfo = "/" + path;
        return PhaseResult.Ok;
    }

    async ValueTask<PhaseResult> IProxyScheme.HandleAsync(ProxyCall call)
    {
        if (!IsOurs(call.Url))
            return PhaseResult.Declined;
        var request = call.Request;
        await CgiEnvironment.AddAsync(request);
        using var head = new ByteBuffer(4096);
        ScgiRequest.Write(head, request.Environment);
        var settings = request.Directory<ScgiSettings>();
        // What takes the place of the program's body must be known before any of it goes out, so the body is held where one of the fields is in use.
        var turn = new ScgiTurn(settings);
        using var response = new ScriptResponse(request, Name, call.Directory, call.Worker.Parameters.Flush == Workers.FlushMode.On, turn.ReadHead) { AnswersWithPage = true };
        var result = await new StreamExchange(call, "SCGI", Name).RunAsync(head, response, 861);
        if (result != PhaseResult.Ok)
            return result;
        if (turn.File is { } file)
            return await SendAsync(request, file);
        if (turn.Location is { } location)
            return await RedirectAsync(request, location);
        return await response.FinishAsync();
    }

    private static bool IsOurs(string url) => url.StartsWith("scgi:", StringComparison.OrdinalIgnoreCase);

    private static async ValueTask<PhaseResult> RedirectAsync(Request request, string location)
    {
        request.StatusLine = null;
        request.Status = 200;
        request.Method = "GET";
        request.MethodNumber = HttpMethods.Get;
        request.HeadersInUntracked.Unset("Content-Length");
        await InternalRedirect.RedirectHandlerAsync(request, location);
        return PhaseResult.Ok;
    }

    private static async ValueTask<PhaseResult> SendAsync(Request request, string name)
    {
        var file = FileSystem.OpenRead(name);
        if (file < 0 || FileSystem.Stat(name, out var status) != 0)
        {
            Log.Write(request, LogLevel.Error, Name, 2626, $"can't open file '{name}' for sending", file < 0 ? -file : 0);
            return 500;
        }
        try
        {
            if (status.Size > 0)
                await request.Output.SendFileAsync(request, new FileSegment(file, 0, status.Size));
            return PhaseResult.Ok;
        }
        finally
        {
            FileSystem.Close(file);
        }
    }
}
