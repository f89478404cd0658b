using System.Text;
using Trefoil.Io.Files;

namespace Trefoil.Httpd.Tools;

/// <summary>Files that the tools change. Names and contents are byte strings.</summary>
internal static class ToolFile
{
    /// <summary>The lines, or null where it cannot be read.</summary>
    internal static List<string>? ReadLines(string path)
    {
        if (FileSystem.ReadAll(path, out _) is not { } data)
            return null;
        var lines = Encoding.Latin1.GetString(data).Split('\n').ToList();
        if (lines[^1].Length == 0)
            lines.RemoveAt(lines.Count - 1);
        return lines;
    }

    /// <summary>Writes in place, so that owner and mode stay what they are.</summary>
    internal static bool Write(string path, ReadOnlySpan<byte> data)
    {
        try
        {
            using var file = new FileStream(Encoding.UTF8.GetString(Encoding.Latin1.GetBytes(path)), FileMode.OpenOrCreate, FileAccess.Write);
            file.Write(data);
            file.SetLength(data.Length);
            return true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    internal static bool WriteLines(string path, IReadOnlyList<string> lines) =>
        Write(path, Encoding.Latin1.GetBytes(lines.Count == 0 ? "" : string.Join('\n', lines) + "\n"));
}
