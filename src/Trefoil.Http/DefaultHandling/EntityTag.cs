using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Trefoil.Http.Core;
using Trefoil.Http.Messages;

namespace Trefoil.Http.DefaultHandling;

/// <summary>Entity tags of files (FileETag).</summary>
public static class EntityTag
{
    /// <summary>The tag of the request's file, or null for none. Without a descriptor a digest cannot be had.</summary>
    public static string? Of(Request request, int descriptor = -1)
    {
        var components = request.Directory<CoreDirectorySettings>().Etag;
        var file = request.FileStatus;
        // A filter that is going to change the content leaves this note.
        if ((components & EtagComponents.None) != 0 || !file.Exists || request.NotesOrNull?.Contains("no-etag") == true)
            return null;
        var weak = IsWeak(request) ? "W/" : "";
        if ((components & EtagComponents.Digest) != 0)
            return descriptor < 0 ? null : weak + "\"" + Convert.ToBase64String(StaticFile.Digest(descriptor, SHA1.Create())) + "\"";
        var text = new StringBuilder(weak, 48).Append('"');
        if ((components & EtagComponents.Inode) != 0)
            Append(text, file.Inode);
        if ((components & EtagComponents.Size) != 0)
            Append(text, (ulong)file.Size);
        if ((components & EtagComponents.ModificationTime) != 0)
            Append(text, (ulong)request.LastModified);
        if (text.Length == weak.Length + 1)
            return null;
        // Apache leaves the quote at the end of a negotiated tag away.
        return request.VariantListTag is { } list ? text.Append(';').Append(list).ToString() : text.Append('"').ToString();
    }

    // A file changed within the last second may change again under the same time.
    private static bool IsWeak(Request request) => request.Time - request.LastModified < 1_000_000 && request.Time != 0;

    private static void Append(StringBuilder text, ulong value)
    {
        if (text[^1] != '"')
            text.Append('-');
        text.Append(value.ToString("x", CultureInfo.InvariantCulture));
    }
}
