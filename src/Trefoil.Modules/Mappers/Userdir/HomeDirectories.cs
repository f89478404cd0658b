using System.Text;
using Trefoil.Io.Files;
using Trefoil.Io.Reactors;

namespace Trefoil.Modules.Mappers.Userdir;

/// <summary>Home directories from the system's user database.</summary>
internal static class HomeDirectories
{
    private static (FileStatus Version, Dictionary<string, string> Homes)? _known;

    internal static string? Of(string user)
    {
        if (FileSystem.Stat("/etc/passwd", out var status) != 0)
            return null;
        var known = _known;
        if (known is null || !known.Value.Version.SameVersion(status))
        {
            using (Blocking.Enter())
                known = (status, Read());
            _known = known;
        }
        return known.Value.Homes.GetValueOrDefault(user);
    }

    private static Dictionary<string, string> Read()
    {
        var homes = new Dictionary<string, string>(StringComparer.Ordinal);
        if (FileSystem.ReadAll("/etc/passwd", out _) is not { } text)
            return homes;
        foreach (var line in Encoding.Latin1.GetString(text).Split('\n'))
        {
            var fields = line.Split(':');
            if (fields.Length >= 6)
                homes.TryAdd(fields[0], fields[5]);
        }
        return homes;
    }
}
