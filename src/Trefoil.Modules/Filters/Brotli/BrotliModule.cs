using System.Globalization;
using Trefoil.Configuration.Directives;
using Trefoil.Configuration.Settings;
using Trefoil.Http.Output;
using Trefoil.Io.Logs;

namespace Trefoil.Modules.Filters.Brotli;

/// <summary>How a server compresses with brotli.</summary>
internal sealed class BrotliSettings : ISettings<BrotliSettings>
{
    internal int? Quality { get; set; }

    internal int? Window { get; set; }

    internal EtagChange? Etag { get; set; }

    internal FilterNotes Notes { get; private init; } = new();

    public BrotliSettings Merge(BrotliSettings inner) => new()
    {
        Quality = inner.Quality ?? Quality,
        Window = inner.Window ?? Window,
        Etag = inner.Etag ?? Etag,
        Notes = Notes.Merge(inner.Notes),
    };
}

/// <summary>mod_brotli: the filter BROTLI_COMPRESS.</summary>
public sealed class BrotliModule : Module, IOutputFilterProvider
{
    /// <inheritdoc/>
    public override string Identifier => "brotli_module";

    /// <inheritdoc/>
    public override string SourceFile => "mod_brotli.c";

    /// <inheritdoc/>
    public override IReadOnlyList<DirectiveDefinition> Directives { get; } =
    [
        new("BrotliFilterNote", ArgumentKind.Take12, AllowedIn.RsrcConf, "Set a note to report on compression ratio", static (scope, arguments) =>
            scope.ForServer<BrotliSettings>().Notes.TrySet(arguments) ? null : $"Unknown BrotliFilterNote type '{arguments[0]}'"),
        new("BrotliCompressionQuality", ArgumentKind.Take1, AllowedIn.RsrcConf, "Compression quality between 0 and 11 (higher quality means slower compression)", static (scope, arguments) =>
            Take(arguments[0], 0, 11, "BrotliCompressionQuality", value => scope.ForServer<BrotliSettings>().Quality = value)),
        new("BrotliCompressionWindow", ArgumentKind.Take1, AllowedIn.RsrcConf, "Sliding window size between 10 and 24 (larger windows can improve compression, but require more memory)", static (scope, arguments) =>
            Take(arguments[0], 10, 24, "BrotliCompressionWindow", value => scope.ForServer<BrotliSettings>().Window = value)),
        new("BrotliCompressionMaxInputBlock", ArgumentKind.Take1, AllowedIn.RsrcConf, "Maximum input block size between 16 and 24 (larger block sizes require more memory)", static (scope, arguments) =>
            Take(arguments[0], 16, 24, "BrotliCompressionMaxInputBlock", _ => scope.Context.Report(LogLevel.Warn, "brotli", 0,
                $"BrotliCompressionMaxInputBlock has no effect: the compressor chooses its blocks itself ({scope.Directive.Location})", scope.Server))),
        new("BrotliAlterETag", ArgumentKind.Take1, AllowedIn.RsrcConf, "Set how mod_brotli should modify ETag response headers: 'AddSuffix' (default), 'NoChange', 'Remove'", static (scope, arguments) =>
        {
            if (EtagChanges.Find(arguments[0]) is not { } change)
                return "BrotliAlterETag accepts only 'AddSuffix', 'NoChange' and 'Remove'";
            scope.ForServer<BrotliSettings>().Etag = change;
            return null;
        }),
    ];

    /// <inheritdoc/>
    public IReadOnlyList<OutputFilterDefinition> OutputFilters { get; } = [new("BROTLI_COMPRESS", FilterType.ContentSet, static _ => new BrotliOutput())];

    private static string? Take(string text, int least, int most, string name, Action<int> store)
    {
        if (!int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value) || value < least || value > most)
            return string.Create(CultureInfo.InvariantCulture, $"{name} must be between {least} and {most}");
        store(value);
        return null;
    }
}
