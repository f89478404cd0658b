using System.Text;
using Trefoil.Configuration.Settings;
using Trefoil.Http.Messages;
using Trefoil.Io.Logs;

namespace Trefoil.Modules.Filters.CharsetLite;

/// <summary>Per-directory settings of mod_charset_lite.</summary>
internal sealed class CharsetSettings : ISettings<CharsetSettings>
{
    internal string? Source { get; set; }

    internal string? Target { get; set; }

    internal bool? IsImplicit { get; set; }

    internal bool? TakesAllTypes { get; set; }

    internal bool Translates => Source is not null && Target is not null && !Source.Equals(Target, StringComparison.OrdinalIgnoreCase);

    public CharsetSettings Merge(CharsetSettings inner) => new()
    {
        Source = inner.Source ?? Source,
        Target = inner.Target ?? Target,
        IsImplicit = inner.IsImplicit ?? IsImplicit,
        TakesAllTypes = inner.TakesAllTypes ?? TakesAllTypes,
    };

    /// <summary>A translation between the two encodings, or null (and a line in the log) where one of them is unknown.</summary>
    internal static Translation? Open(Request request, string from, string to)
    {
        if (Find(from) is { } source && Find(to) is { } target)
            return new Translation(source, target);
        Log.Write(request, LogLevel.Error, CharsetLiteModule.ShortNameInLogs, 1453, $"can't open translation {from}->{to}");
        return null;
    }

    private static Encoding? Find(string name)
    {
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        try
        {
            return Encoding.GetEncoding(name, EncoderFallback.ExceptionFallback, DecoderFallback.ExceptionFallback);
        }
        catch (ArgumentException)
        {
            return null;
        }
    }
}
