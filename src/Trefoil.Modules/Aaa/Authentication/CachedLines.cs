using System.Collections.Concurrent;
using System.Text;
using Trefoil.Io.Files;
using Trefoil.Io.Reactors;

namespace Trefoil.Modules.Aaa.Authentication;

/// <summary>The lines of password and group files, read again when the file changes.</summary>
internal static class CachedLines
{
    private static readonly ConcurrentDictionary<string, Entry> Files = new(StringComparer.Ordinal);

    /// <summary>Lines without comments and empty ones, continued lines joined; null with a positive errno.</summary>
    internal static string[]? Read(string path, out int errno)
    {
        var result = FileSystem.Stat(path, out var status);
        errno = -result;
        if (result < 0)
            return null;
        if (Files.TryGetValue(path, out var entry) && entry.Status.SameVersion(status))
            return entry.Lines;
        byte[]? data;
        using (Blocking.Enter())
            data = FileSystem.ReadAll(path, out result);
        errno = -result;
        if (data is null)
            return null;
        var lines = Cut(Encoding.Latin1.GetString(data));
        Files[path] = new Entry(status, lines);
        return lines;
    }

    private static string[] Cut(string text)
    {
        var lines = new List<string>();
        var pending = "";
        foreach (var raw in text.Split('\n'))
        {
            var line = pending + raw.TrimEnd('\r', ' ', '\t');
            if (line.EndsWith('\\'))
            {
                pending = line[..^1];
                continue;
            }
            pending = "";
            line = line.TrimStart(' ', '\t');
            if (line.Length > 0 && line[0] != '#')
                lines.Add(line);
        }
        if (pending.Length > 0)
            lines.Add(pending);
        return [.. lines];
    }

    private sealed record Entry(FileStatus Status, string[] Lines);
}
