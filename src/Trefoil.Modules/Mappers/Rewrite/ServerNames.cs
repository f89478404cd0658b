using Trefoil.Configuration.Sections;

namespace Trefoil.Modules.Mappers.Rewrite;

/// <summary>Whether a host and port stand for a server.</summary>
internal static class ServerNames
{
    internal static bool Match(ServerConfig server, string host, int port)
    {
        foreach (var address in server.Addresses)
        {
            var name = address.Text;
            var colon = name.LastIndexOf(':');
            if (colon > name.LastIndexOf(']'))
                name = name[..colon];
            if ((address.Port == 0 || address.Port == port) && string.Equals(name, host, StringComparison.OrdinalIgnoreCase))
                return true;
        }
        // A server that was not told its port is never taken for granted.
        if (server.ServerPort != port)
            return false;
        if (string.Equals(server.ServerName, host, StringComparison.OrdinalIgnoreCase))
            return true;
        foreach (var alias in server.Aliases)
        {
            if (string.Equals(alias, host, StringComparison.OrdinalIgnoreCase))
                return true;
        }
        foreach (var pattern in server.WildcardAliases)
        {
            if (MatchesWildcard(pattern, host))
                return true;
        }
        return false;
    }

    private static bool MatchesWildcard(ReadOnlySpan<char> pattern, ReadOnlySpan<char> host)
    {
        while (pattern.Length > 0)
        {
            if (pattern[0] == '*')
            {
                for (var skip = 0; skip <= host.Length; skip++)
                {
                    if (MatchesWildcard(pattern[1..], host[skip..]))
                        return true;
                }
                return false;
            }
            if (host.Length == 0 || (pattern[0] != '?' && char.ToLowerInvariant(pattern[0]) != char.ToLowerInvariant(host[0])))
                return false;
            pattern = pattern[1..];
            host = host[1..];
        }
        return host.Length == 0;
    }
}
