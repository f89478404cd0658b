using System.Text;

namespace Trefoil.Configuration.Reading;

/// <summary>Names of files relative to ServerRoot, and their normal form.</summary>
public static class ServerPath
{
    /// <summary>The absolute, normalised form of a name given relative to a root; null where it holds a zero byte.</summary>
    public static string? Resolve(string root, string path)
    {
        if (path.Contains('\0'))
            return null;
        return Normalise(path.StartsWith('/') ? path : root + "/" + path);
    }

    /// <summary>Without double slashes, "." and ".."; a slash at the end is kept.</summary>
    public static string Normalise(string path)
    {
        if (!NeedsWork(path))
            return path;
        var result = new StringBuilder(path.Length);
        var parts = path.Split('/');
        for (var i = 0; i < parts.Length; i++)
        {
            switch (parts[i])
            {
                case "" or ".":
                    break;
                case "..":
                    var cut = result.ToString().LastIndexOf('/');
                    result.Length = Math.Max(cut, 0);
                    break;
                default:
                    result.Append('/').Append(parts[i]);
                    break;
            }
        }
        if (result.Length == 0 || parts[^1] is "" or "." or "..")
            result.Append('/');
        return result.ToString();
    }

    private static bool NeedsWork(string path) =>
        path.Contains("//", StringComparison.Ordinal) || path.Contains("/.", StringComparison.Ordinal) || path.Length == 0;
}
