using Trefoil.Configuration.Directives;
using Trefoil.Io.Logs;
using Trefoil.Modules.Proxy.Balancer;
using Trefoil.Modules.Proxy.Workers;

namespace Trefoil.Modules.Proxy.Core;

/// <summary>Finds or makes the workers and balancers that directives name.</summary>
internal static class BackendDefinitions
{
    /// <summary>Makes a worker; null and the reason where the text is no URL.</summary>
    internal static ProxyWorker? DefineWorker(string text, bool isPattern, out string? error)
    {
        error = null;
        if (!ProxyUrl.TrySplitUnix(text, out var plain, out var unixPath))
        {
            error = "Unable to parse URL: " + text;
            return null;
        }
        if (isPattern)
            return DefinePattern(plain, unixPath, out error);
        if (!ProxyUrl.TryParse(text, out var url))
        {
            error = (plain.Contains("://", StringComparison.Ordinal) ? "Unable to parse URL: " : "URL must be absolute!: ") + plain;
            return null;
        }
        if (url.Host.Length == 0 && unixPath is null)
        {
            error = "URL must be absolute!: " + plain;
            return null;
        }
        // The name of a socket stands for any host.
        return new ProxyWorker(url, url.Text);
    }

    /// <summary>The balancer of that name, made if it is new; <paramref name="path"/> is where it is to be had from.</summary>
    internal static ProxyBalancer DefineBalancer(ProxyServerSettings settings, string text, string? path)
    {
        var balancer = settings.FindBalancer(text);
        if (balancer is null)
        {
            balancer = new ProxyBalancer(ProxyBalancer.NameIn(text)!);
            settings.Balancers.Add(balancer);
        }
        if (path is not null && balancer.Parameters.VirtualPath is "" or "/")
            balancer.Parameters.VirtualPath = path ?? "";
        return balancer;
    }

    /// <summary>Reads one key=value of a worker, those of health checks included where that module is loaded.</summary>
    internal static string? SetWorker(DirectiveScope scope, WorkerParameters parameters, string key, string value)
    {
        var refusal = WorkerParameterReader.Set(parameters, key, value);
        if (refusal != WorkerParameterReader.Unknown)
            return refusal;
        foreach (var module in scope.Context.Modules)
        {
            if (module is IWorkerParameterSource source)
                return source.SetWorkerParameter(scope, parameters, key, value);
        }
        return refusal;
    }

    /// <summary>Reads one key=value of a balancer.</summary>
    internal static string? SetBalancer(DirectiveScope scope, ProxyBalancer balancer, string key, string value)
    {
        if (balancer.Parameters.Set(key, value) is { } refusal)
            return refusal;
        return key.Equals("lbmethod", StringComparison.OrdinalIgnoreCase) && !scope.Context.Modules.OfType<ILbMethod>().Any(method => method.Name == value) ? "unknown lbmethod" : null;
    }

    internal static void Report(DirectiveScope scope, LogLevel level, int code, string message) => scope.Context.Report(level, "proxy", code, message, scope.Server);

    /// <summary>A pattern's URL: everything up to the first reference must be whole enough to name scheme and host, or the host is only known with a request.</summary>
    private static ProxyWorker? DefinePattern(string text, string? unixPath, out string? error)
    {
        error = null;
        var dollar = text.IndexOf('$');
        if (dollar < 0)
            return DefineWorker(unixPath is null ? text : $"unix:{unixPath}|{text}", isPattern: false, out error);
        var scheme = text.IndexOf("://", StringComparison.Ordinal);
        if (scheme <= 0 || scheme > dollar)
        {
            error = "URL must be absolute!: " + text;
            return null;
        }
        var path = text.IndexOf('/', scheme + 3);
        var authority = text[(scheme + 3)..(path < 0 ? text.Length : path)];
        var hostIsFixed = !authority.Contains('$');
        var name = WorkerNames.Normalise(text);
        if (!hostIsFixed)
            return new ProxyWorker(new ProxyUrl(text[..scheme].ToLowerInvariant(), authority, 0, "", null, unixPath), name) { IsPattern = true };
        return ProxyUrl.TrySplitPort(authority, out var host, out var port)
            ? new ProxyWorker(new ProxyUrl(text[..scheme].ToLowerInvariant(), host.ToLowerInvariant(), port, path < 0 ? "" : text[path..], null, unixPath), name) { IsPattern = true }
            : Fail("Unable to parse URL: " + text, out error);
    }

    private static ProxyWorker? Fail(string reason, out string? error)
    {
        error = reason;
        return null;
    }
}

/// <summary>A module with more parameters for workers (health checks).</summary>
internal interface IWorkerParameterSource
{
    /// <summary>Reads one; null, or why it is refused.</summary>
    string? SetWorkerParameter(DirectiveScope scope, WorkerParameters parameters, string key, string value);
}
