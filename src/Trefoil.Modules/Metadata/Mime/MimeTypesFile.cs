using System.Text;

namespace Trefoil.Modules.Metadata.Mime;

/// <summary>Reads a mime.types file: each line a media type and its extensions, "#" begins a comment line.</summary>
internal static class MimeTypesFile
{
    private static readonly char[] Blanks = [' ', '\t', '\r', '\v', '\f'];

    internal static Dictionary<string, string> Read(ReadOnlySpan<byte> text)
    {
        var types = new Dictionary<string, string>(StringComparer.Ordinal);
        while (!text.IsEmpty)
        {
            var end = text.IndexOf((byte)'\n');
            var line = end < 0 ? text : text[..end];
            text = end < 0 ? default : text[(end + 1)..];
            if (!line.IsEmpty && line[0] != (byte)'#')
                AddLine(types, Encoding.Latin1.GetString(line));
        }
        return types;
    }

    private static void AddLine(Dictionary<string, string> types, string line)
    {
        var words = line.Split(Blanks, StringSplitOptions.RemoveEmptyEntries);
        for (var i = 1; i < words.Length; i++)
            types[words[i].ToLowerInvariant()] = words[0];
    }
}
