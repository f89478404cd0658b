using Trefoil.Modules.Aaa.Authentication;
using Trefoil.Modules.Aaa.Authorization;

namespace Trefoil.Modules.Aaa.AuthzGroupFile;

/// <summary>A file of "group: member member" lines.</summary>
internal static class GroupFile
{
    /// <summary>The groups of a user; null with a positive errno.</summary>
    internal static HashSet<string>? GroupsOf(string path, string user, out int errno)
    {
        if (CachedLines.Read(path, out errno) is not { } lines)
            return null;
        var groups = new HashSet<string>(StringComparer.Ordinal);
        foreach (var line in lines)
        {
            var colon = line.IndexOf(':', StringComparison.Ordinal);
            if (colon >= 0 && ConfigurationWords.Split(line[(colon + 1)..]).Contains(user))
                groups.Add(line[..colon]);
        }
        return groups;
    }
}
