using Trefoil.Configuration.Addresses;

namespace Trefoil.Modules.Metadata.RemoteIp;

/// <summary>Proxies that are believed.</summary>
/// <param name="Range">Their addresses.</param>
/// <param name="IsInternal">True where even private addresses that they report are believed.</param>
internal sealed record ProxyRange(AddressRange Range, bool IsInternal);
