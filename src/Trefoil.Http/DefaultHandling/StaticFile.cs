using System.Globalization;
using System.Security.Cryptography;
using Trefoil.Http.Core;
using Trefoil.Http.Messages;
using Trefoil.Http.Output;
using Trefoil.Http.Walks;
using Trefoil.Io.Files;
using Trefoil.Io.Native;

namespace Trefoil.Http.DefaultHandling;

/// <summary>Opens the file of a request and describes it in the response's header fields.</summary>
internal static class StaticFile
{
    /// <summary>Opens the file so that a link put in place since the walk is not followed where links are not allowed. Descriptor or -errno.</summary>
    internal static int Open(Request request)
    {
        var filename = request.Filename!;
        var linkFree = WalkState.Of(request).LinkFreeFrom;
        int descriptor;
        if (linkFree > 0 && linkFree < filename.Length)
        {
            var directory = FileSystem.OpenDirectory(filename[..linkFree]);
            if (directory < 0)
                return directory;
            descriptor = FileSystem.OpenReadBeneath(directory, filename[linkFree..], followLinks: false);
            FileSystem.Close(directory);
            if (descriptor == -Errno.ENOSYS)
                descriptor = FileSystem.OpenReadNoFollow(filename);
        }
        else
        {
            descriptor = FileSystem.OpenRead(filename);
        }
        if (descriptor < 0)
            return descriptor;
        // What was opened counts: length and times of another file under that name would tear the response apart.
        if (FileSystem.Stat(descriptor, out var status) < 0 || status.Kind != FileKind.Regular)
        {
            FileSystem.Close(descriptor);
            return -Errno.EACCES;
        }
        var ownerRule = (request.Directory<CoreDirectorySettings>().Options & (DirectoryOptions.FollowSymLinks | DirectoryOptions.SymLinksIfOwnerMatch))
            == DirectoryOptions.SymLinksIfOwnerMatch;
        if (ownerRule && (status.Inode != request.FileStatus.Inode || status.Device != request.FileStatus.Device))
        {
            FileSystem.Close(descriptor);
            return -Errno.EACCES;
        }
        request.FileStatus = status;
        return descriptor;
    }

    internal static void SetHeaders(Request request, int descriptor)
    {
        var settings = request.Directory<CoreDirectorySettings>();
        request.LastModified = Math.Max(request.LastModified, request.FileStatus.ModifiedMicroseconds);
        SetLastModified(request);
        if (EntityTag.Of(request, descriptor) is { } tag)
            request.HeadersOut.Set("ETag", tag);
        request.HeadersOut.Set("Accept-Ranges", settings.MaxRanges == 0 ? "none" : "bytes");
        request.HeadersOut.Set("Content-Length", request.FileStatus.Size.ToString(CultureInfo.InvariantCulture));
        if (settings.ContentDigest && request.Output.Type != FilterType.Resource)
            request.HeadersOut.Set("Content-MD5", Convert.ToBase64String(Digest(descriptor, MD5.Create())));
    }

    // A time in the future would make caches keep old content (RFC 9110 8.8.2.1).
    private static void SetLastModified(Request request)
    {
        var now = request.Time != 0 ? request.Time : request.LastModified;
        request.HeadersOut.Set("Last-Modified", HttpDate.Format(Math.Min(request.LastModified, Math.Max(now, 0))));
    }

    internal static byte[] Digest(int descriptor, HashAlgorithm algorithm)
    {
        using (algorithm)
        {
            var buffer = new byte[64 * 1024];
            long offset = 0;
            int got;
            using (Io.Reactors.Blocking.Enter())
            {
                while ((got = FileSystem.ReadAt(descriptor, buffer, offset)) > 0)
                {
                    algorithm.TransformBlock(buffer, 0, got, null, 0);
                    offset += got;
                }
            }
            algorithm.TransformFinalBlock([], 0, 0);
            return algorithm.Hash!;
        }
    }
}
