using Trefoil.Http.Messages;
using Trefoil.Http.Phases;
using Trefoil.Io.Logs;
using Trefoil.Modules.Proxy.Balancer;
using Trefoil.Modules.Proxy.Workers;

namespace Trefoil.Modules.Proxy.Core;

/// <summary>Serves a proxied request.</summary>
/// <remarks>
/// 1. Max-Forwards and TRACE. 2. ProxyDomain. 3. The worker: a balancer's choice, else the one whose URL fits best, else the general one. 4. The remote proxy,
/// unless NoProxy names the host; then directly. 5. The scheme's module serves. 6. 503 of a balancer's member leads to the next one.
/// </remarks>
internal static class ProxyHandler
{
    private const string Module = "proxy";

    internal static async ValueTask<PhaseResult> ServeAsync(Request request, IProxyScheme[] schemes, IProxyBalancing? balancing)
    {
        request.IsCacheable = false;
        // 1.
        var refused = await ForwardLimits.CheckAsync(request);
        if (refused != PhaseResult.Ok)
            return refused;
        var uri = request.Filename![6..];
        var colon = uri.IndexOf(':');
        if (colon < 0)
        {
            Log.Write(request, LogLevel.Error, Module, 1141, $"proxy_handler no URL in {request.Filename}");
            return 400;
        }
        var settings = request.ForServer<ProxyServerSettings>();
        // 2.
        if (settings.Domain is { } domain && ForwardLimits.NeedsDomain(request, uri, domain))
            return 301;
        var scheme = uri[..colon];
        var attempts = 0;
        ProxyWorker? former = null;
        while (true)
        {
            // 3.
            var balancer = settings.FindBalancer(uri);
            ProxyWorker worker;
            var url = uri;
            if (balancer is not null && balancing is not null)
            {
                balancer.Refresh();
                var choice = await balancing.ChooseAsync(request, balancer, former, uri);
                if (choice.Worker is null)
                    return choice.Status;
                (worker, url) = (choice.Worker, choice.Url);
            }
            else
            {
                worker = ChooseWorker(request, settings, uri);
            }
            // 4.
            var result = await ThroughRemoteAsync(request, schemes, worker, balancer, url, scheme);
            // 5.
            if (result is null)
            {
                Log.Write(request, LogLevel.Debug, Module, 1143, $"Running scheme {scheme} handler (attempt {attempts})");
                result = await RunAsync(schemes, new ProxyCall { Request = request, Worker = worker, Balancer = balancer, Url = url });
            }
            if (result == PhaseResult.Declined)
            {
                Log.Write(request, LogLevel.Warn, Module, 1144,
                    $"No protocol handler was valid for the URL {request.Uri} (scheme '{scheme}'). If you are using a DSO version of mod_proxy, make sure the proxy submodules are "
                    + "included in the configuration using LoadModule.");
                result = 500;
            }
            if (balancer is null || balancing is null)
                return result.Value;
            if (result.Value.Code is 500 or 503 && (worker.Status & WorkerStatus.IgnoreErrors) == 0)
                worker.MarkFailed();
            balancing.OnAttemptEnded(request, balancer, worker, result.Value);
            // 6.
            var most = balancer.Parameters.MaxAttempts ?? Math.Max(balancer.Members.Length - 1, 0);
            // That somebody else has just put the member to the test again changes nothing for this request.
            if (result.Value.Code != 503 || (worker.Status & WorkerStatus.IgnoreErrors) != 0 || attempts++ >= most || request.HeadSent)
                return result.Value;
            former = worker;
        }
    }

    private static ProxyWorker ChooseWorker(Request request, ProxyServerSettings settings, string url)
    {
        if (settings.FindWorker(url) is { } worker)
            return worker;
        // Nothing is known of such a backend, so nothing is kept open to it.
        request.Environment.Set("proxy-nokeepalive", "1");
        return settings.General;
    }

    private static async ValueTask<PhaseResult?> ThroughRemoteAsync(
        Request request, IProxyScheme[] schemes, ProxyWorker worker, ProxyBalancer? balancer, string url, string scheme)
    {
        var settings = request.ForServer<ProxyServerSettings>();
        if (settings.Remotes.Count == 0 || IsDirect(settings, url))
            return null;
        foreach (var remote in settings.Remotes)
        {
            if (!Fits(remote, url, scheme))
                continue;
            Log.Write(request, LogLevel.Debug, Module, 1142, "Trying to run scheme_handler against proxy");
            var result = await RunAsync(schemes, new ProxyCall { Request = request, Worker = worker, Balancer = balancer, Url = url, Remote = remote });
            if (result == PhaseResult.Declined)
                continue;
            // The next way is tried only while the request is still whole.
            if (result.Code != 502 || HasBody(request))
                return result;
        }
        return null;
    }

    private static bool IsDirect(ProxyServerSettings settings, string url) =>
        settings.Direct.Count > 0 && ProxyUrl.TryParse(url, out var target)
        && settings.Direct.Exists(host => host.Matches(target.Host, static name => BackendConnector.Names.Find(name, 60_000, out _)));

    private static bool Fits(RemoteProxy remote, string url, string scheme)
    {
        if (remote.Pattern is { } pattern)
            return pattern.Match(url, stackalloc int[2]) > 0;
        if (remote.Scheme == "*")
            return true;
        return remote.Scheme.Contains(':')
            ? url.StartsWith(remote.Scheme, StringComparison.OrdinalIgnoreCase)
            : scheme.Equals(remote.Scheme, StringComparison.OrdinalIgnoreCase);
    }

    private static bool HasBody(Request request) =>
        request.HeadersIn.Contains("Transfer-Encoding") || (request.HeadersIn.Get("Content-Length") is { } length && length.Trim() is not ("" or "0"));

    private static async ValueTask<PhaseResult> RunAsync(IProxyScheme[] schemes, ProxyCall call)
    {
        foreach (var scheme in schemes)
        {
            var result = await scheme.HandleAsync(call);
            if (result != PhaseResult.Declined)
                return result;
        }
        return PhaseResult.Declined;
    }
}
