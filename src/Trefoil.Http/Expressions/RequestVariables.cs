using System.Globalization;
using System.Net.Sockets;
using Trefoil.Http.Core;
using Trefoil.Http.Messages;
using Trefoil.Http.Uris;

namespace Trefoil.Http.Expressions;

/// <summary>The variables of the expression language that tell about a request.</summary>
internal static class RequestVariables
{
    internal static string? Get(Request request, string name, bool addsVary)
    {
        if (name.StartsWith("HTTP_", StringComparison.OrdinalIgnoreCase) && HeaderOf(name) is { } header)
        {
            // Every cache keeps hosts apart anyway.
            NoteVary(request, header, addsVary && header != "Host");
            return request.HeadersIn.GetJoined(header);
        }
        return Known(request, name.ToUpperInvariant()) ?? Time(request, name.ToUpperInvariant()) ?? FromModules(request, name);
    }

    internal static void NoteVary(Request request, string header, bool addsVary)
    {
        // Host is part of every target already.
        if (addsVary && !header.Equals("Host", StringComparison.OrdinalIgnoreCase))
            request.HeadersOut.Merge("Vary", header);
    }

    private static string? HeaderOf(string name) => name.ToUpperInvariant() switch
    {
        "HTTP_ACCEPT" => "Accept",
        "HTTP_COOKIE" => "Cookie",
        "HTTP_FORWARDED" => "Forwarded",
        "HTTP_HOST" => "Host",
        "HTTP_PROXY_CONNECTION" => "Proxy-Connection",
        "HTTP_REFERER" => "Referer",
        "HTTP_USER_AGENT" => "User-Agent",
        _ => null,
    };

    private static string? Known(Request request, string name) => name switch
    {
        "REQUEST_METHOD" => Uncacheable(request, request.Method),
        "REQUEST_SCHEME" => request.Scheme,
        "REQUEST_URI" => request.Uri,
        "DOCUMENT_URI" => request.Uri,
        "REQUEST_FILENAME" or "SCRIPT_FILENAME" => request.Filename,
        "LAST_MODIFIED" => LastModified(request),
        "SCRIPT_USER" => request.FileStatus.Exists ? AccountNames.User(request.FileStatus.UserId) : null,
        "SCRIPT_GROUP" => request.FileStatus.Exists ? AccountNames.Group(request.FileStatus.GroupId) : null,
        "PATH_INFO" => request.PathInfo,
        "QUERY_STRING" => Uncacheable(request, request.QueryString),
        "IS_SUBREQ" => request.Main is null ? "false" : "true",
        "THE_REQUEST" => Uncacheable(request, request.RequestLine),
        "REMOTE_ADDR" => request.ClientAddress.ToString(),
        "REMOTE_PORT" => Number(Uncacheable(request, request.UserAgentAddress is null ? request.Connection.RemotePort : request.UserAgentPort)),
        "REMOTE_HOST" => RemoteHostName.Of(request),
        "REMOTE_USER" => request.User,
        "REMOTE_IDENT" => "",
        "SERVER_NAME" => CanonicalName.ServerName(request),
        "SERVER_PORT" => Number(CanonicalName.Port(request)),
        "SERVER_ADMIN" => request.ForServer<CoreServerSettings>().ServerAdmin,
        "SERVER_PROTOCOL" => Uncacheable(request, request.Protocol),
        "SERVER_SOFTWARE" => ServerBanner.Of(request.Runtime.Configuration),
        "API_VERSION" => "20120211",
        "DOCUMENT_ROOT" => request.DocumentRoot,
        "AUTH_TYPE" => request.AuthType,
        "CONTENT_TYPE" => request.ContentType,
        "HANDLER" => request.Handler,
        "HTTP2" => Uncacheable(request, request.ProtocolNumber >= 2000 ? "on" : "off"),
        "HTTPS" => request.Connection.IsSecure ? "on" : "off",
        "IPV6" => request.ClientAddress is { AddressFamily: AddressFamily.InterNetworkV6, IsIPv4MappedToIPv6: false } ? "on" : "off",
        "REQUEST_STATUS" => request.Status == 0 ? "" : Number(request.Status),
        "CONN_REMOTE_ADDR" => Uncacheable(request, request.Connection.RemoteAddress.ToString()),
        "CONN_LOG_ID" => Uncacheable(request, request.Connection.LogId ?? ""),
        "REQUEST_LOG_ID" => Uncacheable(request, request.LogId ?? ""),
        "CONTEXT_PREFIX" => request.ContextPrefix,
        "CONTEXT_DOCUMENT_ROOT" => request.ContextDocumentRoot ?? request.DocumentRoot,
        _ => null,
    };

    private static string? Time(Request request, string name)
    {
        if (!name.StartsWith("TIME", StringComparison.Ordinal))
            return null;
        request.IsCacheable = false;
        var now = DateTime.UnixEpoch.AddMicroseconds(request.Time).ToLocalTime();
        return name switch
        {
            "TIME_YEAR" => now.ToString("yyyy", CultureInfo.InvariantCulture),
            "TIME_MON" => now.ToString("MM", CultureInfo.InvariantCulture),
            "TIME_DAY" => now.ToString("dd", CultureInfo.InvariantCulture),
            "TIME_HOUR" => now.ToString("HH", CultureInfo.InvariantCulture),
            "TIME_MIN" => now.ToString("mm", CultureInfo.InvariantCulture),
            "TIME_SEC" => now.ToString("ss", CultureInfo.InvariantCulture),
            "TIME_WDAY" => Number((int)now.DayOfWeek),
            "TIME" => now.ToString("yyyyMMddHHmmss", CultureInfo.InvariantCulture),
            _ => null,
        };
    }

    private static string? FromModules(Request request, string name)
    {
        foreach (var module in request.Runtime.ExpressionSources)
        {
            if (module.ExpressionVariable(request, name) is { } value)
                return value;
        }
        return null;
    }

    private static string LastModified(Request request)
    {
        // What the handler says; before it has spoken, the beginning of all times.
        return DateTime.UnixEpoch.AddMicroseconds(request.LastModified).ToLocalTime().ToString("yyyyMMddHHmmss", CultureInfo.InvariantCulture);
    }

    private static string Number(long value) => value.ToString(CultureInfo.InvariantCulture);

    private static T Uncacheable<T>(Request request, T value)
    {
        request.IsCacheable = false;
        return value;
    }
}
