using System.Buffers.Binary;
using System.Globalization;
using System.Text;

namespace Trefoil.Testing;

/// <summary>
/// A FastCGI program. Beyond the options of every <see cref="GatewayProgram"/>: "err=" a message on standard error, "pieces" one byte a record with padding,
/// "end=" the protocol status, "bogus=version|rid|type" a record that is none, "role=..." as an authorizer "ok" or "no" by REMOTE_PASSWD.
/// </summary>
public sealed class FastCgiProgram(string socketPath) : GatewayProgram(socketPath)
{
    private int connections;

    /// <summary>Connections taken so far.</summary>
    public int Connections => Volatile.Read(ref connections);

    protected override void Serve(Stream stream)
    {
        Interlocked.Increment(ref connections);
        while (Read(stream) is { } asked)
        {
            if (!Write(stream, asked.Request) || !asked.Keeps)
            {
                return;
            }
        }
    }

    private static (GatewayRequest Request, bool Keeps)? Read(Stream stream)
    {
        using var parameters = new MemoryStream();
        using var body = new MemoryStream();
        var introduction = "";
        var keeps = false;
        while (ReadExactly(stream, 8) is { } header)
        {
            var content = ReadExactly(stream, BinaryPrimitives.ReadUInt16BigEndian(header.AsSpan(4)));
            if (content is null || ReadExactly(stream, header[6]) is null)
            {
                return null;
            }

            switch (header[1])
            {
                case 1:
                    introduction = string.Create(CultureInfo.InvariantCulture, $"role={BinaryPrimitives.ReadUInt16BigEndian(content)} flags={content[2]}");
                    keeps = (content[2] & 1) != 0;
                    break;
                case 4 when content.Length == 0 && introduction.StartsWith("role=2 ", StringComparison.Ordinal):
                    // An authorizer is asked without standard input.
                    return (new GatewayRequest(introduction, Pairs(parameters.ToArray()), []), keeps);
                case 4:
                    parameters.Write(content);
                    break;
                case 5 when content.Length == 0:
                    return (new GatewayRequest(introduction, Pairs(parameters.ToArray()), body.ToArray()), keeps);
                case 5:
                    body.Write(content);
                    break;
            }
        }

        return null;
    }

    private static List<KeyValuePair<string, string>> Pairs(byte[] bytes)
    {
        var pairs = new List<KeyValuePair<string, string>>();
        for (var at = 0; at < bytes.Length;)
        {
            var name = Length(bytes, ref at);
            var value = Length(bytes, ref at);
            pairs.Add(new(Encoding.Latin1.GetString(bytes, at, name), Encoding.Latin1.GetString(bytes, at + name, value)));
            at += name + value;
        }

        return pairs;
    }

    private static int Length(byte[] bytes, ref int at)
    {
        if (bytes[at] < 128)
        {
            return bytes[at++];
        }

        at += 4;
        return (int)(BinaryPrimitives.ReadUInt32BigEndian(bytes.AsSpan(at - 4)) & 0x7FFF_FFFF);
    }

    /// <summary>False where the connection is to be closed.</summary>
    private static bool Write(Stream stream, GatewayRequest request)
    {
        var query = request["QUERY_STRING"];
        var role = request["FCGI_APACHE_ROLE"].Length > 0 || request["FCGI_ROLE"] == "AUTHORIZER";
        var (output, cut) = role ? (Authorize(request), -1) : Answer(request, "");
        using var records = new MemoryStream();
        if (Option(query, "err") is { } message)
        {
            Record(records, 7, Encoding.Latin1.GetBytes(message.Replace("%0a", "\n", StringComparison.Ordinal).Replace("+", " ", StringComparison.Ordinal)), 0);
        }

        if (Option(query, "bogus") is { } bogus)
        {
            records.Write([bogus == "version" ? (byte)9 : (byte)1, bogus == "type" ? (byte)77 : (byte)6, 0, bogus == "rid" ? (byte)5 : (byte)1, 0, 0, 0, 0]);
        }

        var piece = Option(query, "pieces") is null ? 60_000 : 1;
        var length = cut < 0 ? output.Length : Math.Min(cut, output.Length);
        var isQuiet = Option(query, "end") is not null && Option(query, "raw") is null;
        for (var at = 0; at < length && !isQuiet; at += piece)
        {
            Record(records, 6, output.AsSpan(at, Math.Min(piece, length - at)), piece == 1 ? 7 : 0);
        }

        if (cut < 0)
        {
            Record(records, 6, [], 0);
            Record(records, 3, [0, 0, 0, 0, byte.Parse(Option(query, "end") ?? "0", CultureInfo.InvariantCulture), 0, 0, 0], 0);
        }

        stream.Write(records.ToArray());
        return cut < 0;
    }

    private static byte[] Authorize(GatewayRequest request)
    {
        var user = request["REMOTE_USER"];
        var isGood = request["FCGI_APACHE_ROLE"] == "AUTHORIZER" ? user == "good" : user.Length > 0 && request["REMOTE_PASSWD"] == "secret";
        return Encoding.Latin1.GetBytes(isGood
            ? "Status: 200 OK\r\nVariable-AUTH_BY: program\r\nVariable-AUTH_ROLE: " + request["FCGI_APACHE_ROLE"] + "\r\n\r\n"
            : "Status: " + (request["FCGI_APACHE_ROLE"] == "AUTHORIZER" ? "403" : "401") + "\r\nContent-Type: text/plain\r\n\r\nrefused\n");
    }

    private static string? Option(string query, string name) =>
        query.Split('&').Select(static part => part.Split('=', 2)).Where(pair => pair[0] == name).Select(static pair => pair.ElementAtOrDefault(1) ?? "").FirstOrDefault();

    private static void Record(MemoryStream records, byte type, ReadOnlySpan<byte> content, int padding)
    {
        records.Write([1, type, 0, 1, (byte)(content.Length >> 8), (byte)content.Length, (byte)padding, 0]);
        records.Write(content);
        records.Write(new byte[padding]);
    }
}
