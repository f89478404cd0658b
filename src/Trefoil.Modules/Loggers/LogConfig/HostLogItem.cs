using Trefoil.Http.Core;
using Trefoil.Http.Messages;

namespace Trefoil.Modules.Loggers.LogConfig;

/// <summary>%h: the client's name where HostnameLookups is on and finds one, else its address.</summary>
internal sealed class HostLogItem(bool ofConnection) : LogItem
{
    internal override void Write(LogLineWriter line, Request request)
    {
        var address = ofConnection ? request.Connection.RemoteAddress : LogItems.ClientAddress(request);
        var lookups = request.Directory<CoreDirectorySettings>().HostnameLookups;
        if (lookups != HostnameLookupMode.Off && RemoteHostName.Of(request, address, isDouble: lookups == HostnameLookupMode.Double) is { } name)
            line.AppendEscaped(name);
        else
            line.AppendAddress(address);
    }

    /// <summary>A server that looks names up does not log prebuilt responses (see <see cref="LogConfigModule.AcceptsCached"/>).</summary>
    internal override CachedWrite Cached => CachedLogItems.Address;
}
