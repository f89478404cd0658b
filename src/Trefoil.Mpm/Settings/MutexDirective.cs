using Trefoil.Configuration.Directives;

namespace Trefoil.Mpm.Settings;

/// <summary>Mutex mechanism[:path] [name ...] [OmitPID].</summary>
internal static class MutexDirective
{
    private static readonly string[] Mechanisms = ["none", "default", "flock", "fcntl", "file", "pthread", "sysvsem", "posixsem", "sem"];

    /// <summary>Names of mutexes and the module that owns each; a name is valid when its module is on, as with Apache.</summary>
    private static readonly Dictionary<string, string> Owners = new(StringComparer.OrdinalIgnoreCase)
    {
        ["authdigest-client"] = "auth_digest_module",
        ["authdigest-opaque"] = "auth_digest_module",
        ["authn-socache"] = "authn_socache_module",
        ["cache-socache"] = "cache_socache_module",
        ["ldap-cache"] = "ldap_module",
        ["proxy"] = "proxy_module",
        ["proxy-balancer-shm"] = "proxy_balancer_module",
        ["rewrite-map"] = "rewrite_module",
        ["ssl-cache"] = "ssl_module",
        ["ssl-stapling"] = "ssl_module",
        ["ssl-stapling-refresh"] = "ssl_module",
        ["watchdog-callback"] = "watchdog_module",
    };

    internal static string? Apply(DirectiveScope scope, IReadOnlyList<string> arguments)
    {
        var words = arguments[0].Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries);
        if (words.Length == 0)
            return "Mutex requires at least a mechanism argument (Mutex mechanisms are: 'none', 'default', 'flock:/path/to/file', 'fcntl:/path/to/file', 'file:/path/to/file', 'pthread', 'sysvsem', 'posixsem', 'sem')";
        var colon = words[0].IndexOf(':');
        var mechanism = (colon < 0 ? words[0] : words[0][..colon]).ToLowerInvariant();
        if (!Mechanisms.Contains(mechanism))
            return $"Invalid Mutex argument {words[0]} (Mutex mechanisms are: 'none', 'default', 'flock:/path/to/file', 'fcntl:/path/to/file', 'file:/path/to/file', 'pthread', 'sysvsem', 'posixsem', 'sem')";
        var path = colon < 0 ? null : words[0][(colon + 1)..];
        var omitPid = words.Length > 1 && words[^1].Equals("OmitPID", StringComparison.OrdinalIgnoreCase);
        var names = words[1..(omitPid ? words.Length - 1 : words.Length)];
        var choice = new MutexChoice(mechanism, path is null ? null : scope.Context.ResolvePath(path), omitPid);
        if (names.Length == 0)
            names = ["default"];
        foreach (var name in names)
        {
            if (name.Equals("mpm-accept", StringComparison.OrdinalIgnoreCase))
            {
                if (mechanism == "none" && !scope.Context.HasModule("mpm_event_module"))
                    return $"None is not allowed for mutex type {name}";
            }
            else if (!name.Equals("default", StringComparison.OrdinalIgnoreCase)
                && !(Owners.TryGetValue(name, out var owner) && scope.Context.HasModule(owner)))
            {
                return $"Mutex type {name} is not valid";
            }
            scope.ForServer<MpmSettings>().Mutexes[name] = choice;
        }
        return null;
    }
}
