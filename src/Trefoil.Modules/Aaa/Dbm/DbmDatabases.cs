using System.Collections.Concurrent;
using Trefoil.Io.Files;
using Trefoil.Io.Reactors;

namespace Trefoil.Modules.Aaa.Dbm;

/// <summary>Databases of users and groups, read again when their file changes.</summary>
internal static class DbmDatabases
{
    private static readonly ConcurrentDictionary<string, Entry> Files = new(StringComparer.Ordinal);

    /// <summary>The value of a key, null if there is none; <paramref name="errno"/> is positive where the database cannot be read.</summary>
    internal static string? Find(string path, string key, out int errno)
    {
        var result = FileSystem.Stat(path + ".pag", out var status);
        errno = -result;
        if (result < 0)
            return null;
        if (!Files.TryGetValue(path, out var entry) || !entry.Status.SameVersion(status))
        {
            Dictionary<string, string>? pairs;
            using (Blocking.Enter())
                pairs = SdbmFile.ReadAll(path, out errno);
            if (pairs is null)
                return null;
            Files[path] = entry = new Entry(status, pairs);
        }
        return entry.Pairs.GetValueOrDefault(key);
    }

    /// <summary>Refuses kinds of databases that are not SDBM, so that nobody is locked out by surprise when the server runs.</summary>
    internal static string? CheckType(string directive, string type) => type.ToUpperInvariant() is "DEFAULT" or "SDBM"
        ? null
        : $"{directive}: '{type}' databases cannot be read; convert the file with \"htdbm -TSDBM\" and write SDBM";

    private sealed record Entry(FileStatus Status, Dictionary<string, string> Pairs);
}
