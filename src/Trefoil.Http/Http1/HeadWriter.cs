using Trefoil.Http.Core;
using Trefoil.Http.Errors;
using Trefoil.Http.Messages;
using Trefoil.Http.Output;
using Trefoil.Http.Phases;

namespace Trefoil.Http.Http1;

/// <summary>
/// Serialises a response head as Apache lays it out: status line, Date, Server, the fields of both tables (error fields first), Content-Type,
/// Content-Encoding and Content-Language last.
/// </summary>
internal static class HeadWriter
{
    /// <summary>Finishes the field tables, decides about keep-alive and writes the head.</summary>
    /// <param name="request">The request whose response begins.</param>
    /// <param name="isStopping">True when this child finishes: the connection ends behind the response.</param>
    /// <param name="buffer">Receives the head.</param>
    /// <param name="places">Where the changing parts stand, for a prebuilt copy.</param>
    /// <returns>True when the body goes out chunked.</returns>
    internal static bool Write(Request request, bool isStopping, ByteBuffer buffer, out HeadPlaces places)
    {
        // 1. Last edits of modules, then one table.
        ResponseHeadPhase.Run(request);
        var fields = MergeTables(request);
        if (request.HasEnvironment)
            ApplyEnvironment(request, fields);
        VaryField.Tidy(fields);
        // 2. Keep-alive and framing.
        var chunked = false;
        KeepAliveRule.Apply(request, isStopping, ref chunked);
        if (request.Status is 204 or 304)
        {
            fields.Unset("Transfer-Encoding");
            fields.Unset("Content-Length");
            chunked = false;
        }
        else if (chunked)
        {
            fields.Merge("Transfer-Encoding", "chunked");
            fields.Unset("Content-Length");
        }
        // 3. The representation's own fields.
        if (ContentTypeText(request) is { } type)
            fields.Set("Content-Type", type);
        if (request.ContentEncoding is { } encoding)
            fields.Set("Content-Encoding", encoding);
        if (request.ContentLanguages is { Count: > 0 } languages)
            fields.Set("Content-Language", string.Join(",", languages));
        if (request.NoCache && !fields.Contains("Expires"))
            fields.Add("Expires", HttpDate.Format(request.Time));
        if (request.IsHead && fields.Get("Content-Length") == "0" && !request.KeepsZeroLength)
            fields.Unset("Content-Length");
        // 4. Bytes.
        return Serialise(request, fields, buffer, out places) && chunked;
    }

    /// <summary>Writes the head of the 304 that would answer a conditional request for what <paramref name="request"/> was answered with.</summary>
    internal static void WriteNotModified(Request request, ByteBuffer buffer, out HeadPlaces places)
    {
        places = default;
        buffer.Append("HTTP/1.1 304 Not Modified\r\nDate: "u8);
        places.Date = buffer.Length;
        buffer.Append(DateClock.Bytes(request.ResponseUnixSeconds));
        buffer.Append("\r\n"u8);
        if (ServerField(request, request.HeadersOut) is { } server)
            AppendField(buffer, "Server", server);
        AppendFields(buffer, request.HeadersOut, isNotModified: true, ref places);
        buffer.Append("\r\n"u8);
    }

    private static HeaderTable MergeTables(Request request)
    {
        if (request.ErrorHeadersOut.Count > 0)
        {
            var merged = new HeaderTable();
            merged.AddRange(request.ErrorHeadersOut);
            merged.AddRange(request.HeadersOut);
            request.ReplaceHeaders(merged, request.ErrorHeadersOut);
        }
        return request.HeadersOut;
    }

    private static void ApplyEnvironment(Request request, HeaderTable fields)
    {
        if (request.Environment.Contains("force-no-vary"))
        {
            fields.Unset("Vary");
            request.ProtocolNumber = 1000;
            request.Connection.CloseAfterResponse = true;
        }
        if (request.ProtocolNumber > 1000 && request.Environment.Contains("downgrade-1.0"))
            request.ProtocolNumber = 1000;
    }

    private static bool Serialise(Request request, HeaderTable fields, ByteBuffer buffer, out HeadPlaces places)
    {
        places = default;
        if (request.ProtocolNumber < 1000)
            return false;
        var answersOld = request.HasEnvironment && request.ProtocolNumber == 1000 && request.Environment.Contains("force-response-1.0");
        buffer.Append(answersOld ? "HTTP/1.0 "u8 : "HTTP/1.1 "u8);
        buffer.Append(request.StatusLine ?? StatusText.Line(request.Status));
        buffer.Append("\r\nDate: "u8);
        places.Date = buffer.Length;
        if (fields.Get("Date") is { } ownDate && request.ProxyRequest != ProxyRequestKind.None)
            buffer.Append(ownDate);
        else
            buffer.Append(DateClock.Bytes(request.ResponseUnixSeconds));
        buffer.Append("\r\n"u8);
        if (ServerField(request, fields) is { } server)
            AppendField(buffer, "Server", server);
        AppendFields(buffer, fields, request.Status == 304 && request.ProxyRequest == ProxyRequestKind.None, ref places);
        buffer.Append("\r\n"u8);
        return true;
    }

    private static bool IsConnectionField(string name) =>
        name.Equals("Connection", StringComparison.OrdinalIgnoreCase) || name.Equals("Keep-Alive", StringComparison.OrdinalIgnoreCase);

    private static string? ServerField(Request request, HeaderTable fields) =>
        request.ProxyRequest != ProxyRequestKind.None && fields.Get("Server") is { } backend ? backend : ServerBanner.Of(request.Runtime.Configuration);

    private static string? ContentTypeText(Request request)
    {
        if (request.ContentType is not { Length: > 0 } type)
            return null;
        return DefaultCharset.Apply(request, type);
    }

    /// <summary>The table in its order; a 304 says nothing about the content that it does not have.</summary>
    private static void AppendFields(ByteBuffer buffer, HeaderTable fields, bool isNotModified, ref HeadPlaces places)
    {
        for (var i = 0; i < fields.Count; i++)
        {
            var (name, value) = fields[i];
            if (IsConnectionField(name))
            {
                places.BeginConnection(buffer.Length);
                AppendField(buffer, name, value);
                places.EndConnection(buffer.Length);
                continue;
            }
            if (name.Equals("Content-Type", StringComparison.OrdinalIgnoreCase))
                places.ConnectionIfNone(buffer.Length);
            if (!name.Equals("Date", StringComparison.OrdinalIgnoreCase) && !name.Equals("Server", StringComparison.OrdinalIgnoreCase) && !(isNotModified && DescribesContent(name)))
                AppendField(buffer, name, value);
        }
        places.ConnectionIfNone(buffer.Length);
    }

    private static bool DescribesContent(string name) =>
        name.StartsWith("Content-", StringComparison.OrdinalIgnoreCase) && name.AsSpan(8) is var rest
        && (rest.Equals("Length", StringComparison.OrdinalIgnoreCase) || rest.Equals("Type", StringComparison.OrdinalIgnoreCase)
            || rest.Equals("Encoding", StringComparison.OrdinalIgnoreCase) || rest.Equals("Language", StringComparison.OrdinalIgnoreCase));

    private static void AppendField(ByteBuffer buffer, string name, string value)
    {
        buffer.Append(name);
        buffer.Append(": "u8);
        // A line end inside a value would let it write further fields.
        buffer.Append(value.AsSpan().ContainsAny('\r', '\n') ? value.Replace('\r', ' ').Replace('\n', ' ') : value);
        buffer.Append("\r\n"u8);
    }
}

/// <summary>Where in a serialised head the parts stand that differ between two responses with the same content.</summary>
internal struct HeadPlaces
{
    /// <summary>First byte of Date's value.</summary>
    internal int Date;

    /// <summary>First byte of the Keep-Alive and Connection lines, or where they would stand.</summary>
    internal int ConnectionStart;

    /// <summary>Behind these lines.</summary>
    internal int ConnectionEnd;

    internal void BeginConnection(int at)
    {
        if (ConnectionStart == 0)
            ConnectionStart = at;
    }

    internal void EndConnection(int at) => ConnectionEnd = at;

    internal void ConnectionIfNone(int at)
    {
        if (ConnectionStart == 0)
            ConnectionStart = ConnectionEnd = at;
    }
}
