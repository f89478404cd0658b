using System.Globalization;
using Trefoil.Configuration.Directives;
using Trefoil.Io.Logs;

namespace Trefoil.Modules.Filters.Deflate;

/// <summary>The directives of mod_deflate.</summary>
internal static class DeflateDirectives
{
    internal static IReadOnlyList<DirectiveDefinition> All { get; } =
    [
        new("DeflateCompressionLevel", ArgumentKind.Take1, AllowedIn.RsrcConf, "Set the Deflate Compression Level (1-9)", SetLevel),
        new("DeflateBufferSize", ArgumentKind.Take1, AllowedIn.RsrcConf, "Set the Deflate Buffer Size", SetBufferSize),
        new("DeflateWindowSize", ArgumentKind.Take1, AllowedIn.RsrcConf, "Set the Deflate window size (1-15)", (scope, arguments) => SetFixed(scope, arguments[0], 15)),
        new("DeflateMemLevel", ArgumentKind.Take1, AllowedIn.RsrcConf, "Set the Deflate Memory Level (1-9)", (scope, arguments) => SetFixed(scope, arguments[0], 9)),
        new("DeflateFilterNote", ArgumentKind.Take12, AllowedIn.RsrcConf, "Set a note to report on compression ratio", SetNote),
        new("DeflateAlterETag", ArgumentKind.Take1, AllowedIn.RsrcConf, "Set how mod_deflate should modify ETAG response headers: 'AddSuffix' (default), 'NoChange' (2.2.x behavior), 'Remove'", SetEtag),
        new("DeflateInflateLimitRequestBody", ArgumentKind.Take1, AllowedIn.OrAll, "Set a limit on size of inflated input", SetBodyLimit),
        new("DeflateInflateRatioLimit", ArgumentKind.Take1, AllowedIn.OrAll, "Set the inflate ratio limit above which inflation is aborted (default: 200)", SetRatioLimit),
        new("DeflateInflateRatioBurst", ArgumentKind.Take1, AllowedIn.OrAll, "Set the maximum number of following inflate ratios above limit (default: 3)", SetRatioBurst),
    ];

    private static string? SetLevel(DirectiveScope scope, IReadOnlyList<string> arguments)
    {
        if (Number(arguments[0]) is not (>= 1 and <= 9))
            return "Compression Level must be between 1 and 9";
        scope.ForServer<DeflateSettings>().Level = Number(arguments[0]);
        return null;
    }

    private static string? SetBufferSize(DirectiveScope scope, IReadOnlyList<string> arguments)
    {
        if (Number(arguments[0]) is not > 0)
            return "DeflateBufferSize should be positive";
        scope.ForServer<DeflateSettings>().BufferSize = Number(arguments[0]);
        return null;
    }

    // The compressor at hand takes a level and nothing else.
    private static string? SetFixed(DirectiveScope scope, string argument, int most)
    {
        var name = most == 15 ? "DeflateWindowSize" : "DeflateMemLevel";
        if (Number(argument) is not { } value || value < 1 || value > most)
            return string.Create(CultureInfo.InvariantCulture, $"{name} must be between 1 and {most}");
        if (value != most)
        {
            scope.Context.Report(LogLevel.Warn, "deflate", 0, string.Create(CultureInfo.InvariantCulture,
                $"{name} {value} has no effect: the compressor always works with {most} ({scope.Directive.Location})"), scope.Server);
        }
        return null;
    }

    private static string? SetNote(DirectiveScope scope, IReadOnlyList<string> arguments) =>
        scope.ForServer<DeflateSettings>().Notes.TrySet(arguments) ? null : "Unknown note type " + arguments[0];

    private static string? SetEtag(DirectiveScope scope, IReadOnlyList<string> arguments)
    {
        if (EtagChanges.Find(arguments[0]) is not { } change)
            return "DeflateAlterETAG accepts only 'NoChange', 'AddSuffix', and 'Remove'";
        scope.ForServer<DeflateSettings>().Etag = change;
        return null;
    }

    private static string? SetBodyLimit(DirectiveScope scope, IReadOnlyList<string> arguments)
    {
        if (!long.TryParse(arguments[0], NumberStyles.None, CultureInfo.InvariantCulture, out var limit))
            return "DeflateInflateLimitRequestBody requires a non-negative integer.";
        scope.Directory<InflateLimits>().BodyLimit = limit;
        return null;
    }

    private static string? SetRatioLimit(DirectiveScope scope, IReadOnlyList<string> arguments)
    {
        if (Number(arguments[0]) is not > 0)
            return "DeflateInflateRatioLimit must be positive";
        scope.Directory<InflateLimits>().RatioLimit = Number(arguments[0]);
        return null;
    }

    private static string? SetRatioBurst(DirectiveScope scope, IReadOnlyList<string> arguments)
    {
        if (Number(arguments[0]) is not > 0)
            return "DeflateInflateRatioBurst must be positive";
        scope.Directory<InflateLimits>().RatioBurst = Number(arguments[0]);
        return null;
    }

    private static int? Number(string text) => int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : null;
}
