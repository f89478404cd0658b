using System.Net;
using Trefoil.Io.Logs;
using Trefoil.Modules.Proxy.Workers;

namespace Trefoil.Modules.Proxy.Core;

/// <summary>ProxyBlock: words in host names and addresses that nobody is connected to.</summary>
internal static class BlockedHosts
{
    private const long AddressAge = 60_000;

    internal static bool Blocks(ProxyCall call, string host, IPAddress[] addresses)
    {
        foreach (var blocked in call.Server.Blocked)
        {
            if (blocked.Word == "*" || host.Contains(blocked.Word, StringComparison.OrdinalIgnoreCase))
            {
                Log.Write(call.Request, LogLevel.Warn, "proxy", 916, $"connect to remote machine {host} blocked: name {blocked.Word} matched");
                return true;
            }
            if (!blocked.Word.Contains('.') || BackendConnector.Names.Find(blocked.Word, AddressAge, out _) is not { } others)
                continue;
            foreach (var address in others)
            {
                if (Array.IndexOf(addresses, address) < 0)
                    continue;
                Log.Write(call.Request, LogLevel.Warn, "proxy", 917, $"connect to remote machine {host} blocked: IP {address} matched");
                return true;
            }
        }
        return false;
    }
}

/// <summary>One word of ProxyBlock.</summary>
internal sealed record BlockedHost(string Word);
