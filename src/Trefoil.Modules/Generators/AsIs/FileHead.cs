using System.Globalization;
using System.Text;
using Trefoil.Http.Messages;
using Trefoil.Io.Files;

namespace Trefoil.Modules.Generators.AsIs;

/// <summary>The header fields at the beginning of a file, as scripts write them: "Name: value" lines up to an empty one, Status among them.</summary>
internal sealed class FileHead
{
    private const int Limit = 64 * 1024;
    private readonly List<KeyValuePair<string, string>> _fields = [];

    /// <summary>Where the body begins.</summary>
    internal int Length { get; private init; }

    /// <summary>Null where the file has no empty line within reason ("" as fault), or a line in front of it is no field (that line).</summary>
    internal static FileHead? Read(int file, out string? fault)
    {
        var buffer = new byte[Limit];
        var length = 0;
        int got;
        while (length < Limit && (got = FileSystem.ReadAt(file, buffer.AsSpan(length), length)) > 0)
            length += got;
        return Parse(buffer.AsSpan(0, length), out fault);
    }

    internal static FileHead? Parse(ReadOnlySpan<byte> text, out string? fault)
    {
        fault = null;
        var fields = new List<KeyValuePair<string, string>>();
        var at = 0;
        while (at < text.Length)
        {
            var end = text[at..].IndexOf((byte)'\n');
            var line = end < 0 ? text[at..] : text.Slice(at, end);
            at = end < 0 ? text.Length : at + end + 1;
            if (line.Length > 0 && line[^1] == '\r')
                line = line[..^1];
            if (line.IsEmpty)
            {
                var head = new FileHead { Length = at };
                head._fields.AddRange(fields);
                return head;
            }
            var colon = line.IndexOf((byte)':');
            if (colon <= 0)
            {
                fault = Encoding.Latin1.GetString(line);
                return null;
            }
            fields.Add(new(Encoding.Latin1.GetString(line[..colon]).TrimEnd(), Encoding.Latin1.GetString(line[(colon + 1)..]).Trim(' ', '\t')));
        }
        fault = "";
        return null;
    }

    /// <summary>Puts status, media type and the other fields into the response.</summary>
    internal void ApplyTo(Request request)
    {
        foreach (var (name, value) in _fields)
        {
            switch (name.ToLowerInvariant())
            {
                case "status":
                    SetStatus(request, value);
                    break;
                case "content-type":
                    request.ContentType = value;
                    break;
                case "last-modified":
                    if (HttpDate.Parse(value) is { } time)
                        request.LastModified = time;
                    request.HeadersOut.Set(name, value);
                    break;
                case "set-cookie":
                    request.ErrorHeadersOut.Add(name, value);
                    break;
                case "location" or "content-length" or "content-range" or "transfer-encoding":
                    request.HeadersOut.Set(name, value);
                    break;
                default:
                    request.HeadersOut.Add(name, value);
                    break;
            }
        }
    }

    private static void SetStatus(Request request, string value)
    {
        if (value.Length < 3 || !int.TryParse(value.AsSpan(0, 3), NumberStyles.None, CultureInfo.InvariantCulture, out var status) || status < 100)
            return;
        request.Status = status;
        request.StatusLine = value;
    }
}
