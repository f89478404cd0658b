using System.Globalization;
using Trefoil.Http.Core;
using Trefoil.Http.Messages;

namespace Trefoil.Http.Uris;

/// <summary>How the server calls itself in links: name, port and scheme, by UseCanonicalName and UseCanonicalPhysicalPort.</summary>
public static class CanonicalName
{
    /// <summary>The name for self-referential URLs (ap_get_server_name).</summary>
    public static string ServerName(Request request)
    {
        var mode = request.Directory<CoreDirectorySettings>().CanonicalName;
        if (mode == CanonicalNameMode.Off)
            return request.Hostname ?? request.Server.ServerName ?? request.Connection.LocalAddress.ToString();
        if (mode == CanonicalNameMode.Dns)
            return LocalHostNames.Resolve(request.Connection.LocalAddress) ?? request.Server.ServerName ?? "";
        return request.Server.ServerName ?? request.Hostname ?? request.Connection.LocalAddress.ToString();
    }

    /// <summary>The name for URLs: an IPv6 address in brackets (ap_get_server_name_for_url).</summary>
    public static string ServerNameForUrl(Request request)
    {
        var name = ServerName(request);
        return name.Contains(':') ? "[" + name + "]" : name;
    }

    /// <summary>The port for self-referential URLs (ap_get_server_port): the client's, ServerName's and the physical one in the order the directives ask for.</summary>
    public static int Port(Request request)
    {
        var settings = request.Directory<CoreDirectorySettings>();
        var physical = settings.UsesPhysicalPort ? request.Connection.LocalPort : 0;
        var given = request.Server.ServerPort;
        if (settings.CanonicalName == CanonicalNameMode.On)
            return given != 0 ? given : physical != 0 ? physical : DefaultPort(request);
        if (request.HostPort != 0)
            return request.HostPort;
        return physical != 0 ? physical : given != 0 ? given : DefaultPort(request);
    }

    /// <summary>The port that the scheme implies.</summary>
    public static int DefaultPort(Request request) => request.Scheme == "https" ? 443 : 80;

    /// <summary>A full URL of a path on this server (ap_construct_url); the path is taken as it is.</summary>
    public static string ConstructUrl(Request request, string path)
    {
        var port = Port(request);
        var host = ServerNameForUrl(request);
        return port == DefaultPort(request)
            ? string.Concat(request.Scheme, "://", host, path)
            : string.Concat(request.Scheme, "://", host, string.Create(CultureInfo.InvariantCulture, $":{port}"), path);
    }
}
