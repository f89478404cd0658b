using Trefoil.Configuration.Addresses;
using Trefoil.Configuration.Settings;

namespace Trefoil.Modules.Metadata.RemoteIp;

/// <summary>RemoteIP* directives of one server.</summary>
internal sealed class RemoteIpSettings : ISettings<RemoteIpSettings>
{
    internal string? Header { get; set; }

    internal string? ProxiesHeader { get; set; }

    internal List<ProxyRange>? Proxies { get; set; }

    internal bool? UsesProxyProtocol { get; set; }

    internal List<AddressRange>? Exceptions { get; set; }

    public RemoteIpSettings Merge(RemoteIpSettings inner) => new()
    {
        Header = inner.Header ?? Header,
        ProxiesHeader = inner.ProxiesHeader ?? ProxiesHeader,
        Proxies = inner.Proxies ?? Proxies,
        UsesProxyProtocol = inner.UsesProxyProtocol ?? UsesProxyProtocol,
        Exceptions = inner.Exceptions ?? Exceptions,
    };
}
