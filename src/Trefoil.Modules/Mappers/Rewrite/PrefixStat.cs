using Trefoil.Io.Files;

namespace Trefoil.Modules.Mappers.Rewrite;

/// <summary>Decides whether a rewritten path is meant as a file name of its own or as a URL-path below the document root.</summary>
/// <remarks>
/// A file name it is when its first part exists in the root of the file system, and the rule itself (or the place of the document root) says so:
/// what a client put into a back reference must not lead out of the document root.
/// </remarks>
internal static class PrefixStat
{
    internal static bool IsFileName(in RewriteLog log, string path, RewriteRule? lastSubstitution, string documentRoot, string contextRoot)
    {
        var second = path.IndexOf('/', 1);
        var prefix = second < 0 ? path : path[..second];
        if (prefix.Length < 2 || FileSystem.Stat(prefix, out _) != 0)
            return false;
        if (lastSubstitution is null)
        {
            if (log.Traces(3))
                log.Trace(3, $"prefix_stat no lastsub subst prefix {prefix}");
            return true;
        }
        var output = lastSubstitution.Output.Text;
        var isTrusted = lastSubstitution.Has(RuleFlags.UnsafePrefixStat);
        if (log.Traces(3))
            log.Trace(3, $"prefix_stat compare statpath {prefix} and lastsub output {output} STATOK {(int)(lastSubstitution.Flags & RuleFlags.UnsafePrefixStat)} ");
        return isTrusted || StartsWith(log, output, prefix) || StartsWith(log, path, documentRoot)
            || (!ReferenceEquals(documentRoot, contextRoot) && documentRoot != contextRoot && StartsWith(log, path, contextRoot));
    }

    private static bool StartsWith(in RewriteLog log, string text, string prefix)
    {
        var does = text.StartsWith(prefix, StringComparison.Ordinal);
        if (log.Traces(5))
            log.Trace(5, $"prefix_stat startsWith({text}, {prefix}) {(does ? 1 : 0)}");
        return does;
    }
}
