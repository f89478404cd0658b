using System.IO.Enumeration;
using Trefoil.Configuration.Sections;
using Trefoil.Http.Core;

namespace Trefoil.Http.VirtualHosts;

/// <summary>The virtual hosts that share one address and port, in order of the file; the first is the default.</summary>
internal sealed class VirtualHostGroup
{
    private readonly List<(ServerConfig Host, VirtualHostAddress Address)> _hosts = [];
    private readonly Dictionary<string, ServerConfig> _known = new(StringComparer.OrdinalIgnoreCase);
    private bool _hasWildcards;
    private bool _hasPaths;

    internal ServerConfig Default => _hosts[0].Host;

    internal void Add(ServerConfig host, VirtualHostAddress address)
    {
        _hosts.Add((host, address));
        _hasPaths |= host.Settings.Get<CoreServerSettings>().ServerPath is not null;
        // With wildcards around, the order of the file decides, so the dictionary only serves until the first of them.
        if (!_hasWildcards)
        {
            if (host.ServerName is { } name)
                _known.TryAdd(name, host);
            foreach (var alias in host.Aliases)
                _known.TryAdd(alias, host);
        }
        _hasWildcards |= host.WildcardAliases.Count > 0;
    }

    internal ServerConfig? FindByName(string name)
    {
        if (_known.TryGetValue(name, out var known))
            return known;
        if (_hasWildcards)
        {
            foreach (var (host, _) in _hosts)
            {
                if (Names(host, name))
                    return host;
            }
        }
        foreach (var (host, address) in _hosts)
        {
            if (string.Equals(AddressName(address.Text), name, StringComparison.OrdinalIgnoreCase))
                return host;
        }
        return null;
    }

    internal ServerConfig? FindByPath(string uri)
    {
        if (!_hasPaths)
            return null;
        foreach (var (host, _) in _hosts)
        {
            if (host.Settings.Get<CoreServerSettings>().ServerPath is { } path && Covers(path, uri))
                return host;
        }
        return null;
    }

    internal static bool Covers(string path, string uri) =>
        path.Length > 0 && uri.StartsWith(path, StringComparison.Ordinal) && (path[^1] == '/' || uri.Length == path.Length || uri[path.Length] == '/');

    internal static bool Names(ServerConfig host, string name)
    {
        if (string.Equals(host.ServerName, name, StringComparison.OrdinalIgnoreCase))
            return true;
        foreach (var alias in host.Aliases)
        {
            if (string.Equals(alias, name, StringComparison.OrdinalIgnoreCase))
                return true;
        }
        foreach (var pattern in host.WildcardAliases)
        {
            if (FileSystemName.MatchesSimpleExpression(pattern, name, ignoreCase: true))
                return true;
        }
        return false;
    }

    private static string AddressName(string text)
    {
        if (text.StartsWith('['))
            return text.IndexOf(']') is var end && end > 0 ? text[1..end] : text;
        var colon = text.LastIndexOf(':');
        return colon < 0 ? text : text[..colon];
    }
}
