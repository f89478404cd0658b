using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Trefoil.Configuration.Applying;
using Trefoil.Configuration.Directives;
using Trefoil.Configuration.Reading;
using Trefoil.Io.Logs;

namespace Trefoil.Configuration.Sections;

/// <summary>VirtualHost: its addresses, and a server of its own for what stands inside.</summary>
internal static class VirtualHostSection
{
    internal static string? Read(DirectiveScope scope, string arguments)
    {
        if (ContextCheck.Refuse(scope, ForbiddenIn.Everywhere) is { } refusal)
            return refusal;
        if (SectionText.Take(SectionText.Name(scope), arguments, out var error) is not { } text)
            return error;
        var server = new ServerConfig(scope.Server, scope.Directive.Location);
        foreach (var word in Words.All(text))
        {
            if (AddAddresses(scope, server, word) is { } failure)
                return failure;
        }
        ((HttpdConfiguration)scope.Context).Add(server);
        return scope.Context.ApplyChildren(scope.Nested(server.DirectoryBase, server: server));
    }

    private static string? AddAddresses(DirectiveScope scope, ServerConfig server, string word)
    {
        var text = word;
        var anyPort = text == "*";
        if (text.EndsWith(":*", StringComparison.Ordinal))
        {
            anyPort = true;
            text = text[..^2];
        }
        if (!AddressText.TryParse(text, out var host, out var port))
            return "The address or port is invalid";
        if (host is null)
            return "Missing address for VirtualHost";
        if (port == 0 && !anyPort)
            port = scope.Server.ServerPort;
        if (host == "*" || host.Equals("_default_", StringComparison.OrdinalIgnoreCase))
        {
            server.Addresses.Add(new VirtualHostAddress(null, port, word));
            return null;
        }
        var addresses = ((HttpdConfiguration)scope.Context).ResolveHost(host);
        if (addresses.Count == 0)
            scope.Context.Report(LogLevel.Error, "core", 547, $"Could not resolve host name {host} -- ignoring!");
        foreach (var address in addresses)
            server.Addresses.Add(new VirtualHostAddress(address, port, word));
        return null;
    }
}

/// <summary>"host:port" with an address in brackets, a name or nothing in front.</summary>
internal static class AddressText
{
    internal static bool TryParse(string text, out string? host, out int port)
    {
        host = null;
        port = 0;
        var digits = text.Length;
        while (digits > 0 && char.IsAsciiDigit(text[digits - 1]))
            digits--;
        var end = text.Length;
        if (digits == 0 || (text[digits - 1] == ':' && digits < text.Length))
        {
            if (digits == 1 || !int.TryParse(text.AsSpan(digits), NumberStyles.None, CultureInfo.InvariantCulture, out port) || port is < 1 or > 65535)
                return false;
            if (digits == 0)
                return true;
            end = digits - 1;
        }
        host = text[..end];
        if (!host.StartsWith('['))
            return true;
        if (!host.EndsWith(']') || !IPAddress.TryParse(host[1..^1], out var address) || address.AddressFamily != AddressFamily.InterNetworkV6)
            return false;
        host = host[1..^1];
        return true;
    }
}
