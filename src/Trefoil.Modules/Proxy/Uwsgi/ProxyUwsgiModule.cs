using Trefoil.Configuration.Directives;
using Trefoil.Http.Messages;
using Trefoil.Http.Output;
using Trefoil.Http.Phases;
using Trefoil.Http.Uris;
using Trefoil.Io.Logs;
using Trefoil.Modules.Generators.Cgi;
using Trefoil.Modules.Proxy.Core;
using Trefoil.Modules.Proxy.Scripts;

namespace Trefoil.Modules.Proxy.Uwsgi;

/// <summary>mod_proxy_uwsgi: programs that speak uwsgi.</summary>
public sealed class ProxyUwsgiModule : Module, IProxyScheme
{
    internal const string Name = "proxy_uwsgi";

    /// <inheritdoc/>
    public override string Identifier => "proxy_uwsgi_module";

    /// <inheritdoc/>
    public override string SourceFile => "mod_proxy_uwsgi.c";

    /// <inheritdoc/>
    public override IReadOnlyList<DirectiveDefinition> Directives => [];

    PhaseResult IProxyScheme.Canonicalise(Request request, string url)
    {
        if (!IsOurs(url))
            return PhaseResult.Declined;
        return BackendUrl.Set(request, url, out var refusal, Name, 10097) is null ? refusal : PhaseResult.Ok;
    }

    async ValueTask<PhaseResult> IProxyScheme.HandleAsync(ProxyCall call)
    {
        if (!IsOurs(call.Url))
            return PhaseResult.Declined;
        var request = call.Request;
        if (!SetPathInfo(request, call.Url))
            return 500;
        await CgiEnvironment.AddAsync(request);
        FitScriptName(request);
        using var head = new ByteBuffer(4096);
        if (!UwsgiPacket.TryWrite(head, request.Environment))
        {
            Log.Write(request, LogLevel.Error, Name, 10259, "uwsgi: the request's variables are longer than a packet can be (65535 bytes)");
            return 400;
        }
        using var response = new ScriptResponse(request, Name, call.Directory, call.Worker.Parameters.Flush == Workers.FlushMode.On, UwsgiHead.Apply)
        {
            AnswersWithPage = true,
        };
        var result = await new StreamExchange(call, "UWSGI", Name).RunAsync(head, response, 10101);
        return result == PhaseResult.Ok ? await response.FinishAsync() : result;
    }

    private static bool IsOurs(string url) => url.StartsWith("uwsgi:", StringComparison.OrdinalIgnoreCase);

    /// <summary>The program's own path is the URL's, unescaped; the file name follows it.</summary>
    private static bool SetPathInfo(Request request, string url)
    {
        var slash = url.IndexOf('/', url.IndexOf("//", StringComparison.Ordinal) + 2);
        var path = "/";
        if (slash >= 0)
        {
            if (UriEscaping.Unescape(url[slash..], out path) != UnescapeOutcome.Ok)
                return false;
            request.Filename = "proxy:" + url[..slash] + path;
            path = "/" + path.TrimStart('/');
        }
        request.Environment.Set("PATH_INFO", path);
        return true;
    }

    /// <summary>SCRIPT_NAME is what stands in front of PATH_INFO; credentials are the program's business.</summary>
    private static void FitScriptName(Request request)
    {
        var environment = request.Environment;
        if (request.HeadersIn.Get("Authorization") is { } credentials)
            environment.Set("HTTP_AUTHORIZATION", credentials);
        if (environment.Get("SCRIPT_NAME") is not { } script || environment.Get("PATH_INFO") is not { } path)
            return;
        if (path != "/")
            environment.Set("SCRIPT_NAME", script.Length > path.Length ? script[..^path.Length] : "");
        else if (script == "/")
            environment.Set("SCRIPT_NAME", "");
    }
}
