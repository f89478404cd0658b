using System.Text;
using Trefoil.Http.Messages;
using Trefoil.Http.Phases;
using Trefoil.Http.Uris;
using Trefoil.Io.Logs;
using Trefoil.Modules.Proxy.Core;
using Trefoil.Modules.Proxy.Workers;

namespace Trefoil.Modules.Proxy.Balancer;

/// <summary>The handler "balancer-manager": shows balancers, and changes them by a form.</summary>
/// <remarks>
/// 1. GET and POST only. 2. Parameters count only if the page that sent them is this one, by Referer, and changes only with the balancer's nonce.
/// 3. Changes go to memory that all children share. 4. The page, or XML.
/// </remarks>
internal static class BalancerManager
{
    internal const string HandlerName = "balancer-manager";

    private const string Module = "proxy_balancer";
    private const int LongestForm = 1024 * 1024;

    internal static async ValueTask<PhaseResult> HandleAsync(Request request, ProxyBalancerModule module)
    {
        request.IsCacheable = false;
        // 1.
        var isPost = request.MethodNumber == HttpMethods.Post;
        if (!isPost && request.MethodNumber != HttpMethods.Get)
            return PhaseResult.Declined;
        var parameters = new Dictionary<string, string>(StringComparer.Ordinal);
        Parse(request.QueryString, parameters);
        if (isPost)
        {
            var (form, status) = await ReadFormAsync(request);
            if (form is null)
                return status;
            Parse(form, parameters);
        }
        // 2.
        if (parameters.Count > 0 && !IsFromHere(request))
            parameters.Clear();
        var settings = request.ForServer<ProxyServerSettings>();
        foreach (var each in settings.Balancers)
            each.Refresh();
        var balancer = parameters.TryGetValue("b", out var name) ? settings.FindBalancer("balancer://" + name) : null;
        var worker = balancer is not null && parameters.TryGetValue("w", out var url) ? balancer.Find(WorkerNames.Normalise(url)) : null;
        // 3.
        var mayChange = balancer is not null && (balancer.Parameters.Nonce is "" || (parameters.TryGetValue("nonce", out var nonce) && nonce == balancer.Parameters.Nonce));
        if (isPost && mayChange)
        {
            if (worker is not null)
                BalancerChanges.Apply(request, worker, parameters);
            else
                BalancerChanges.Apply(request, balancer!, module, parameters);
        }
        if (!mayChange)
            (balancer, worker) = (null, null);
        // 4.
        var isXml = parameters.ContainsKey("xml");
        request.ContentType = isXml ? "text/xml" : "text/html; charset=ISO-8859-1";
        var text = isXml ? BalancerXml.Make(settings) : BalancerPage.Make(request, module, settings, balancer, worker);
        await request.Output.WriteAsync(request, Encoding.Latin1.GetBytes(text));
        return PhaseResult.Ok;
    }

    /// <summary>A page elsewhere must not let an administrator's browser change anything here.</summary>
    private static bool IsFromHere(Request request)
    {
        var referer = request.HeadersIn.Get("Referer");
        if (referer is not null && ProxyUrl.TryParse(referer, out var from) && from.Host.Equals(CanonicalName.ServerName(request), StringComparison.OrdinalIgnoreCase))
            return true;
        Log.Write(request, LogLevel.Error, Module, 10187, $"ignoring params in balancer-manager cross-site access {referer ?? "(null)"}: {CanonicalName.ServerName(request)}");
        return false;
    }

    private static async ValueTask<(string? Form, PhaseResult Status)> ReadFormAsync(Request request)
    {
        var form = new MemoryStream();
        var buffer = new byte[8192];
        int got;
        while ((got = await request.Input.ReadAsync(request, buffer)) > 0)
        {
            form.Write(buffer, 0, got);
            if (form.Length > LongestForm)
                return (null, 413);
        }
        return got < 0 ? (null, -got) : (Encoding.Latin1.GetString(form.GetBuffer(), 0, (int)form.Length), PhaseResult.Ok);
    }

    private static void Parse(string? text, Dictionary<string, string> parameters)
    {
        if (text is null)
            return;
        foreach (var part in text.Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            var equals = part.IndexOf('=');
            UriEscaping.UnescapeForm(equals < 0 ? part : part[..equals], out var name);
            UriEscaping.UnescapeForm(equals < 0 ? "" : part[(equals + 1)..], out var value);
            parameters[name] = value;
        }
    }
}
