using System.Globalization;
using System.Text;

namespace Trefoil.Testing;

/// <summary>An SCGI program.</summary>
public sealed class ScgiProgram(string socketPath) : GatewayProgram(socketPath)
{
    protected override void Serve(Stream stream)
    {
        var length = new StringBuilder();
        for (int letter; (letter = stream.ReadByte()) is not (':' or -1);)
        {
            length.Append((char)letter);
        }

        if (!int.TryParse(length.ToString(), NumberStyles.None, CultureInfo.InvariantCulture, out var bytes) || ReadExactly(stream, bytes + 1) is not { } head)
        {
            return;
        }

        var parts = Encoding.Latin1.GetString(head, 0, bytes).Split('\0');
        var variables = new List<KeyValuePair<string, string>>();
        for (var index = 0; index + 1 < parts.Length; index += 2)
        {
            variables.Add(new(parts[index], parts[index + 1]));
        }

        var body = ReadExactly(stream, int.Parse(variables[0].Value, CultureInfo.InvariantCulture)) ?? [];
        var (output, cut) = Answer(new GatewayRequest("scgi " + (char)head[bytes], variables, body), "");
        stream.Write(output, 0, cut < 0 ? output.Length : Math.Min(cut, output.Length));
    }
}

/// <summary>A uwsgi program.</summary>
public sealed class UwsgiProgram(string socketPath) : GatewayProgram(socketPath)
{
    protected override void Serve(Stream stream)
    {
        if (ReadExactly(stream, 4) is not { } start || ReadExactly(stream, start[1] | start[2] << 8) is not { } head)
        {
            return;
        }

        var variables = new List<KeyValuePair<string, string>>();
        string Next(ref int at)
        {
            var length = head[at] | head[at + 1] << 8;
            at += 2 + length;
            return Encoding.Latin1.GetString(head, at - length, length);
        }

        for (var at = 0; at < head.Length;)
        {
            variables.Add(new(Next(ref at), Next(ref at)));
        }

        var request = new GatewayRequest($"uwsgi {start[0]} {start[3]}", variables, []);
        var body = int.TryParse(request["CONTENT_LENGTH"], NumberStyles.None, CultureInfo.InvariantCulture, out var count) ? ReadExactly(stream, count) ?? [] : [];
        var (output, cut) = Answer(request with { Body = body }, "HTTP/1.1 200 OK\r\n");
        stream.Write(output, 0, cut < 0 ? output.Length : Math.Min(cut, output.Length));
    }
}
