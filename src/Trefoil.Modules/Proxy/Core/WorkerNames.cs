using Trefoil.Modules.Proxy.Workers;

namespace Trefoil.Modules.Proxy.Core;

/// <summary>Comparing URLs with the names of workers.</summary>
internal static class WorkerNames
{
    /// <summary>Scheme and host in lower case, the Unix socket left out.</summary>
    internal static string Normalise(string url)
    {
        ProxyUrl.TrySplitUnix(url, out var text, out _);
        var scheme = text.IndexOf("://", StringComparison.Ordinal);
        if (scheme < 0)
            return text;
        var end = text.IndexOf('/', scheme + 3);
        if (end < 0)
            end = text.Length;
        var authority = text.AsSpan(0, end);
        foreach (var c in authority)
        {
            if (char.IsAsciiLetterUpper(c))
                return string.Concat(text[..end].ToLowerInvariant(), text.AsSpan(end));
        }
        return text;
    }

    /// <summary>True where a normalised URL belongs to the worker.</summary>
    internal static bool Covers(ProxyWorker worker, string url) =>
        worker.IsPattern ? MatchesPattern(worker.Name, url) : url.StartsWith(worker.Name, StringComparison.Ordinal);

    /// <summary>A name with group references fits where each of them stands for any text.</summary>
    private static bool MatchesPattern(string name, string url)
    {
        var n = 0;
        var u = 0;
        while (n < name.Length)
        {
            if (name[n] == '$' && n + 1 < name.Length && char.IsAsciiDigit(name[n + 1]))
            {
                n += 2;
                var next = name.IndexOf('$', n);
                var literal = name[n..(next < 0 ? name.Length : next)];
                if (literal.Length == 0)
                    return true;
                var found = url.IndexOf(literal, u, StringComparison.Ordinal);
                if (found < 0)
                    return false;
                u = found;
                continue;
            }
            if (u >= url.Length || url[u] != name[n])
                return false;
            u++;
            n++;
        }
        return true;
    }
}
