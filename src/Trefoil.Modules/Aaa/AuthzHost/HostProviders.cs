using System.Net;
using Trefoil.Configuration.Addresses;
using Trefoil.Configuration.Directives;
using Trefoil.Http.Messages;
using Trefoil.Io.Logs;
using Trefoil.Modules.Aaa.Authorization;

namespace Trefoil.Modules.Aaa.AuthzHost;

/// <summary>Require ip.</summary>
internal sealed class IpProvider : AuthorizationProvider
{
    internal override string Name => "ip";

    internal override string? Parse(DirectiveScope scope, string arguments, out object? parsed)
    {
        parsed = null;
        var words = ConfigurationWords.Split(arguments);
        if (words.Count == 0)
            return "'require ip' requires an argument";
        var ranges = new AddressRange[words.Count];
        for (var i = 0; i < ranges.Length; i++)
        {
            if (AddressRange.Parse(words[i], out var error) is not { } range)
                return $"ip address '{words[i]}' appears to be invalid" + (error!.Length == 0 ? "" : ": " + error);
            ranges[i] = range;
        }
        parsed = ranges;
        return null;
    }

    internal override AuthorizationStatus Check(Request request, string arguments, object? parsed)
    {
        var address = request.ClientAddress;
        foreach (var range in (AddressRange[])parsed!)
        {
            if (range.Contains(address))
                return AuthorizationStatus.Granted;
        }
        return AuthorizationStatus.Denied;
    }
}

/// <summary>Require host: a domain of the client's verified name.</summary>
internal sealed class HostProvider : AuthorizationProvider
{
    internal override string Name => "host";

    internal override string? Parse(DirectiveScope scope, string arguments, out object? parsed) => RequireText.Parse(scope, arguments, out parsed);

    internal override AuthorizationStatus Check(Request request, string arguments, object? parsed)
    {
        if (ClientHost.NameOf(request) is not { } name)
        {
            Log.Write(request, LogLevel.Error, AuthzHostModule.Name, 1753,
                $"access check of '{arguments}' to {request.Uri} failed, reason: unable to get the remote host name");
            return AuthorizationStatus.Denied;
        }
        if (RequireText.Words(request, parsed, out var error) is not { } words)
        {
            Log.Write(request, LogLevel.Error, AuthzHostModule.Name, 2593, $"authz_host authorize: require host: Can't evaluate require expression: {error}");
            return AuthorizationStatus.Denied;
        }
        foreach (var domain in words)
        {
            if (ClientHost.IsInDomain(domain, name))
                return AuthorizationStatus.Granted;
        }
        return AuthorizationStatus.Denied;
    }
}

/// <summary>Require forward-dns: the name leads to the client's address.</summary>
internal sealed class ForwardDnsProvider : AuthorizationProvider
{
    internal override string Name => "forward-dns";

    internal override string? Parse(DirectiveScope scope, string arguments, out object? parsed) => RequireText.Parse(scope, arguments, out parsed);

    internal override AuthorizationStatus Check(Request request, string arguments, object? parsed)
    {
        if (RequireText.Words(request, parsed, out var error) is not { } words)
        {
            Log.Write(request, LogLevel.Error, AuthzHostModule.Name, 3354, $"authz_host authorize: require forward-dns: Can't evaluate require expression: {error}");
            return AuthorizationStatus.Denied;
        }
        var client = Unmapped(request.ClientAddress);
        foreach (var name in words)
        {
            foreach (var address in ClientHost.AddressesOf(name))
            {
                if (Unmapped(address).Equals(client))
                    return AuthorizationStatus.Granted;
            }
        }
        return AuthorizationStatus.Denied;
    }

    internal static IPAddress Unmapped(IPAddress address) => address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
}

/// <summary>Require local: loopback, or both ends have the same address.</summary>
internal sealed class LocalProvider : AuthorizationProvider
{
    internal override string Name => "local";

    internal override AuthorizationStatus Check(Request request, string arguments, object? parsed)
    {
        var client = ForwardDnsProvider.Unmapped(request.ClientAddress);
        return IPAddress.IsLoopback(client) || client.Equals(ForwardDnsProvider.Unmapped(request.Connection.LocalAddress))
            ? AuthorizationStatus.Granted
            : AuthorizationStatus.Denied;
    }
}
