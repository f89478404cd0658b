using System.Globalization;

namespace Trefoil.Modules.Cache;

/// <summary>What follows "shmcb:" in a directive: a name and, in parentheses, a size in bytes; both may be missing.</summary>
internal readonly record struct SharedCacheName(string Name, long Size)
{
    private const long UsualSize = 512_000, LeastSize = 8192;

    /// <summary>Null with the reason where it cannot be read.</summary>
    internal static SharedCacheName? Read(string text, out string? error)
    {
        error = null;
        var open = text.LastIndexOf('(');
        if (open < 0)
            return new SharedCacheName(text, UsualSize);
        if (!text.EndsWith(')') || open + 2 >= text.Length)
        {
            error = "Invalid argument: no closing parenthesis or cache size missing after pathname with parenthesis";
            return null;
        }
        if (!long.TryParse(text.AsSpan(open + 1, text.Length - open - 2), NumberStyles.None, CultureInfo.InvariantCulture, out var size) || size < LeastSize)
        {
            error = "Invalid argument: size has to be >= 8192 bytes";
            return null;
        }
        return new SharedCacheName(text[..open], size);
    }
}
