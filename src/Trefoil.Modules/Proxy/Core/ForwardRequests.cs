using Trefoil.Configuration.Sections;
using Trefoil.Http.Messages;
using Trefoil.Http.Uris;
using Trefoil.Http.VirtualHosts;

namespace Trefoil.Modules.Proxy.Core;

/// <summary>Tells requests to a forward proxy from those to this server.</summary>
internal static class ForwardRequests
{
    internal static bool IsForOther(Request request)
    {
        if (request.MethodNumber == HttpMethods.Connect)
            return request.Hostname is not null && request.HostPort != 0;
        if (!Urls.IsAbsolute(request.UnparsedUri))
            return false;
        var scheme = request.UnparsedUri[..request.UnparsedUri.IndexOf(':')];
        if (!scheme.Equals(request.Scheme, StringComparison.OrdinalIgnoreCase) || request.Hostname is not { } host)
            return true;
        return !IsOurs(request, host, request.HostPort != 0 ? request.HostPort : ProxyUrl.DefaultPort(request.Scheme));
    }

    private static bool IsOurs(Request request, string host, int port)
    {
        var server = request.Server;
        foreach (var address in server.Addresses)
        {
            if ((address.Port == 0 || address.Port == port) && NameOf(address).Equals(host, StringComparison.OrdinalIgnoreCase))
                return true;
        }
        var own = server.ServerPort != 0 ? server.ServerPort : request.Connection.LocalPort;
        return own == port && VirtualHostGroup.Names(server, host);
    }

    private static string NameOf(VirtualHostAddress address)
    {
        var text = address.Text;
        var colon = text.LastIndexOf(':');
        return colon > 0 && !text.EndsWith(']') ? text[..colon] : text;
    }
}
