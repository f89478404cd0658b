using System.Globalization;

namespace Trefoil.Bench.Measuring;

/// <summary>A process and all that descend from it, from /proc.</summary>
internal static class ProcessTree
{
    internal static IReadOnlyList<int> Of(int root)
    {
        var children = new Dictionary<int, List<int>>();
        foreach (var folder in Directory.EnumerateDirectories("/proc"))
        {
            if (!int.TryParse(Path.GetFileName(folder), NumberStyles.None, CultureInfo.InvariantCulture, out var process) || ParentOf(process) is not { } parent)
                continue;
            if (!children.TryGetValue(parent, out var list))
                children.Add(parent, list = []);
            list.Add(process);
        }
        var tree = new List<int> { root };
        for (var i = 0; i < tree.Count; i++)
        {
            if (children.TryGetValue(tree[i], out var list))
                tree.AddRange(list);
        }
        return tree;
    }

    private static int? ParentOf(int process)
    {
        var fields = Usage.StatFields(process);
        return fields.Length > 1 ? int.Parse(fields[1], CultureInfo.InvariantCulture) : null;
    }
}
