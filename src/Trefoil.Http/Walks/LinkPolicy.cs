using Trefoil.Http.Core;
using Trefoil.Io.Files;

namespace Trefoil.Http.Walks;

/// <summary>Whether a symbolic link may be followed under the Options in effect.</summary>
internal static class LinkPolicy
{
    /// <summary>Follows a link; false where it may not be, or leads nowhere. <paramref name="status"/> becomes the target's.</summary>
    internal static bool TryFollow(string path, ref FileStatus status, DirectoryOptions options)
    {
        if ((options & (DirectoryOptions.FollowSymLinks | DirectoryOptions.SymLinksIfOwnerMatch)) == 0)
            return false;
        var linkOwner = status.UserId;
        if (FileSystem.Stat(path, out var target) < 0)
            return false;
        if ((options & DirectoryOptions.FollowSymLinks) == 0 && target.UserId != linkOwner)
            return false;
        status = target;
        return true;
    }
}
