using System.Globalization;
using Trefoil.Http.Core;
using Trefoil.Http.Messages;
using Trefoil.Http.Output;
using Trefoil.Http.Uris;
using Trefoil.Io.Logs;
using Trefoil.Modules.Proxy.Core;

namespace Trefoil.Modules.Proxy.ProxyHttp;

/// <summary>How the body of a request goes on.</summary>
internal enum BodyMode
{
    None,
    Length,
    Chunked,
}

/// <summary>
/// Writes the head that the backend gets: the client's fields in their order, without those for one connection only, with Host, Via and X-Forwarded-* as configured.
/// </summary>
internal static class RequestHeadWriter
{
    internal static void Write(ProxyCall call, HeadPlan plan, ByteBuffer buffer)
    {
        var request = call.Request;
        buffer.Append(request.Method);
        buffer.Append((byte)' ');
        buffer.Append(plan.Target);
        buffer.Append(plan.IsOld ? " HTTP/1.0\r\n"u8 : " HTTP/1.1\r\n"u8);
        Append(buffer, "Host", HostOf(call));
        AppendFields(call, plan, buffer);
        if (plan.Body == BodyMode.Chunked)
        {
            buffer.Append("Transfer-Encoding: chunked\r\n"u8);
        }
        else if (plan.Body == BodyMode.Length)
        {
            buffer.Append("Content-Length: "u8);
            buffer.Append(plan.BodyLength);
            buffer.Append("\r\n"u8);
        }
        if (!plan.IsOld)
        {
            if (plan.Upgrade is { } upgrade)
            {
                buffer.Append("Connection: Upgrade\r\n"u8);
                Append(buffer, "Upgrade", upgrade);
            }
            else
            {
                buffer.Append(plan.KeepsAlive ? "Connection: Keep-Alive\r\n"u8 : "Connection: close\r\n"u8);
            }
        }
        buffer.Append("\r\n"u8);
    }

    /// <summary>"1.1 name:port (Apache/2.4.71)", as ProxyVia wants it; null where it wants none.</summary>
    internal static string? ViaValue(Request request)
    {
        var mode = request.ForServer<ProxyServerSettings>().Via ?? ViaMode.Off;
        if (mode is ViaMode.Off or ViaMode.Block)
            return null;
        var name = CanonicalName.ServerName(request);
        // With UseCanonicalName Off that is the client's word for it, which says nothing here.
        if (ReferenceEquals(name, request.Hostname))
            name = request.Server.ServerName ?? name;
        var port = CanonicalName.Port(request);
        var portText = port == CanonicalName.DefaultPort(request) ? "" : string.Create(CultureInfo.InvariantCulture, $":{port}");
        var product = mode == ViaMode.Full ? $" (Apache/{ServerBanner.Version})" : "";
        return string.Create(CultureInfo.InvariantCulture, $"{request.ProtocolNumber / 1000}.{request.ProtocolNumber % 1000} {name}{portText}{product}");
    }

    private static string HostOf(ProxyCall call)
    {
        var request = call.Request;
        if (call.Directory.PreservesHost != true)
        {
            var target = call.Target;
            var host = target.Host.Contains(':') ? "[" + target.Host + "]" : target.Host;
            return target.Port != 0 && target.Port != 80 ? string.Create(CultureInfo.InvariantCulture, $"{host}:{target.Port}") : host;
        }
        if (request.HeadersIn.Get("Host") is { } given)
            return given;
        var name = request.Server.ServerName ?? "";
        Log.Write(request, LogLevel.Warn, "proxy", 1092,
            $"no HTTP 0.9 request (with no host line) on incoming request and preserve host set forcing hostname to be {name} for uri {request.Uri}");
        return name;
    }

    private static void AppendFields(ProxyCall call, HeadPlan plan, ByteBuffer buffer)
    {
        var request = call.Request;
        var fields = request.HeadersIn;
        var connection = fields.GetJoined("Connection");
        var via = ViaValue(request);
        var blocksVia = call.Server.Via == ViaMode.Block;
        var forwards = call.Directory.AddsHeaders != false && request.ProxyRequest == ProxyRequestKind.Reverse;
        var forwardedFor = forwards ? request.ClientAddress.ToString() : null;
        var forwardedHost = forwards ? fields.Get("Host") : null;
        var forwardedServer = forwards ? request.Server.ServerName : null;
        for (var i = 0; i < fields.Count; i++)
        {
            var (name, value) = fields[i];
            if (IsDropped(request, plan, name, connection) || fields.IndexOf(name, 0) < i)
                continue;
            if (fields.IndexOf(name, i + 1) >= 0)
                value = fields.GetJoined(name)!;
            if (name.StartsWith("X-F", StringComparison.OrdinalIgnoreCase))
            {
                Merge(name, "X-Forwarded-For", ref value, ref forwardedFor);
                Merge(name, "X-Forwarded-Host", ref value, ref forwardedHost);
                Merge(name, "X-Forwarded-Server", ref value, ref forwardedServer);
            }
            else if (name.Equals("Via", StringComparison.OrdinalIgnoreCase))
            {
                if (blocksVia)
                    continue;
                Merge(name, "Via", ref value, ref via);
            }
            else if (plan.Expects && name.Equals("Expect", StringComparison.OrdinalIgnoreCase))
            {
                plan = plan with { Expects = false };
            }
            Append(buffer, name, value);
        }
        AppendIfGiven(buffer, "Via", via);
        if (plan.Expects)
            buffer.Append("Expect: 100-Continue\r\n"u8);
        AppendIfGiven(buffer, "X-Forwarded-For", forwardedFor);
        AppendIfGiven(buffer, "X-Forwarded-Host", forwardedHost);
        AppendIfGiven(buffer, "X-Forwarded-Server", forwardedServer);
        AppendIfGiven(buffer, "Proxy-Authorization", call.Remote?.Credentials);
    }

    private static void Merge(string name, string which, ref string value, ref string? addition)
    {
        if (addition is null || !name.Equals(which, StringComparison.OrdinalIgnoreCase))
            return;
        value = value + ", " + addition;
        addition = null;
    }

    /// <summary>Fields of this connection only (RFC 9110, 7.6.1), and those that are written anew.</summary>
    private static bool IsDropped(Request request, HeadPlan plan, string name, string? connection)
    {
        switch (name.Length)
        {
            case 2 when Is(name, "TE"):
            case 4 when Is(name, "Host"):
            case 7 when Is(name, "Trailer") || Is(name, "Upgrade"):
            case 10 when Is(name, "Connection") || Is(name, "Keep-Alive"):
            case 14 when Is(name, "Content-Length"):
            case 16 when Is(name, "Proxy-Connection"):
            case 17 when Is(name, "Transfer-Encoding"):
                return true;
            case 6 when Is(name, "Expect"):
                return !plan.Expects && plan.DropsExpect;
            case 19 when Is(name, "Proxy-Authorization"):
                // Who logged in here has spent it here.
                return request.User is not null && !(request.HasEnvironment && request.Environment.Contains("Proxy-Chain-Auth"));
        }
        if (request.Main is not null && (Is(name, "If-Match") || Is(name, "If-Modified-Since") || Is(name, "If-Range") || Is(name, "If-Unmodified-Since") || Is(name, "If-None-Match")))
            return true;
        return connection is not null && Http.Http1.FieldTokens.Contains(connection, name);
    }

    private static bool Is(string name, string other) => name.Equals(other, StringComparison.OrdinalIgnoreCase);

    private static void AppendIfGiven(ByteBuffer buffer, string name, string? value)
    {
        if (value is not null)
            Append(buffer, name, value);
    }

    private static void Append(ByteBuffer buffer, string name, string value)
    {
        buffer.Append(name);
        buffer.Append(": "u8);
        buffer.Append(value);
        buffer.Append("\r\n"u8);
    }
}

/// <summary>What is decided about a request's head before it is written.</summary>
internal readonly record struct HeadPlan
{
    /// <summary>What stands in the request line.</summary>
    internal required string Target { get; init; }

    /// <summary>HTTP/1.0 (force-proxy-request-1.0).</summary>
    internal bool IsOld { get; init; }

    internal bool KeepsAlive { get; init; }

    /// <summary>The protocol to change to, or null.</summary>
    internal string? Upgrade { get; init; }

    internal BodyMode Body { get; init; }

    internal long BodyLength { get; init; }

    /// <summary>The backend is asked for a 100 before it gets the body.</summary>
    internal bool Expects { get; init; }

    /// <summary>The client's Expect is answered here and does not go on.</summary>
    internal bool DropsExpect { get; init; }
}
