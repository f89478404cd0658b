using System.Globalization;
using System.Text;
using Trefoil.Configuration.Directives;
using Trefoil.Configuration.Expressions;

namespace Trefoil.Modules.Proxy.Core;

/// <summary>ProxyRemote and ProxyRemoteMatch.</summary>
internal static class RemoteProxyDirective
{
    internal static string? Read(DirectiveScope scope, IReadOnlyList<string> arguments, bool isMatch)
    {
        var name = isMatch ? "ProxyRemoteMatch" : "ProxyRemote";
        var url = arguments[1];
        var colon = url.IndexOf("://", StringComparison.Ordinal);
        if (colon <= 0 || colon + 3 >= url.Length)
            return name + ": Bad syntax for a remote proxy server";
        var scheme = url[..colon].ToLowerInvariant();
        var authority = url[(colon + 3)..].TrimEnd('/');
        var host = authority;
        var port = ProxyUrl.DefaultPort(scheme);
        var portAt = authority.LastIndexOf(':');
        if (portAt >= 0 && !authority.EndsWith(']'))
        {
            if (!int.TryParse(authority.AsSpan(portAt + 1), NumberStyles.None, CultureInfo.InvariantCulture, out port) || port > 65535)
                return name + ": Bad syntax for a remote proxy server (bad port number)";
            host = authority[..portAt];
        }
        IPattern? pattern = null;
        if (isMatch && (pattern = scope.Context.Patterns.Compile(arguments[0], ignoreCase: false, out _)) is null)
            return "Regular expression for ProxyRemoteMatch could not be compiled.";
        var credentials = arguments.Count > 2 ? "Basic " + Convert.ToBase64String(Encoding.Latin1.GetBytes(arguments[2])) : null;
        scope.ForServer<ProxyServerSettings>().Remotes.Add(new RemoteProxy(arguments[0], pattern, scheme, host.Trim('[', ']').ToLowerInvariant(), port, credentials));
        return null;
    }
}
