using System.Globalization;

namespace Trefoil.Testing;

/// <summary>What /proc tells about processes.</summary>
public static class ProcessTable
{
    public static char State(int processId) => StatFields(processId) is { } fields ? fields[0][0] : '?';

    public static int ParentOf(int processId) =>
        StatFields(processId) is { } fields ? int.Parse(fields[1], CultureInfo.InvariantCulture) : -1;

    public static IReadOnlyList<int> ChildrenOf(int parentId)
    {
        var children = new List<int>();
        foreach (var folder in Directory.EnumerateDirectories("/proc"))
        {
            if (int.TryParse(Path.GetFileName(folder), NumberStyles.None, CultureInfo.InvariantCulture, out var id)
                && ParentOf(id) == parentId
                && State(id) != 'Z')
            {
                children.Add(id);
            }
        }

        children.Sort();
        return children;
    }

    public static int ThreadCount(int processId) => Directory.Exists($"/proc/{processId}/task")
        ? Directory.EnumerateDirectories($"/proc/{processId}/task").Count()
        : 0;

    /// <summary>The names of the threads as the kernel shows them.</summary>
    public static IReadOnlyList<string> ThreadNames(int processId) => Directory
        .EnumerateDirectories($"/proc/{processId}/task")
        .Select(task => ReadOrEmpty(task + "/comm").Trim())
        .ToList();

    public static int EffectiveUser(int processId) => int.Parse(StatusField(processId, "Uid:")[1], CultureInfo.InvariantCulture);

    public static int EffectiveGroup(int processId) => int.Parse(StatusField(processId, "Gid:")[1], CultureInfo.InvariantCulture);

    /// <summary>Proportional set size in kilobytes; 0 when the kernel does not tell.</summary>
    public static long ProportionalSetSize(int processId)
    {
        foreach (var line in ReadOrEmpty($"/proc/{processId}/smaps_rollup").Split('\n'))
        {
            if (line.StartsWith("Pss:", StringComparison.Ordinal))
            {
                return long.Parse(line.AsSpan(4).Trim().TrimEnd("kB").Trim(), CultureInfo.InvariantCulture);
            }
        }

        return 0;
    }

    /// <summary>Memory of its own that lies behind no file, in kilobytes: heaps, stacks and buffers.</summary>
    public static long AnonymousMemory(int processId) =>
        long.TryParse(StatusField(processId, "RssAnon:")[^1].Replace("kB", "", StringComparison.Ordinal).Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var kilobytes) ? kilobytes : 0;

    private static string[] StatusField(int processId, string name)
    {
        foreach (var line in ReadOrEmpty($"/proc/{processId}/status").Split('\n'))
        {
            if (line.StartsWith(name, StringComparison.Ordinal))
            {
                return line[name.Length..].Split('\t', StringSplitOptions.RemoveEmptyEntries);
            }
        }

        return ["-1", "-1"];
    }

    private static string[]? StatFields(int processId)
    {
        // The command name is in parentheses and may contain blanks, so the fields start after the last one.
        var text = ReadOrEmpty($"/proc/{processId}/stat");
        var end = text.LastIndexOf(')');
        return end < 0 ? null : text[(end + 2)..].Split(' ');
    }

    private static string ReadOrEmpty(string path)
    {
        try
        {
            return File.ReadAllText(path);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }
}
