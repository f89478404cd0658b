using Trefoil.Configuration.Directives;
using Trefoil.Configuration.Settings;
using Trefoil.Http.Messages;
using Trefoil.Modules.Loggers.LogConfig;

namespace Trefoil.Modules.Loggers.LogIO;

/// <summary>mod_logio: bytes as they went over the network, heads included (%I, %O, %S), and the time to the first byte (%^FB).</summary>
public sealed class LogIOModule : Module, ILogItemProvider
{
    /// <inheritdoc/>
    public override string Identifier => "logio_module";

    /// <inheritdoc/>
    public override string SourceFile => "mod_logio.c";

    /// <inheritdoc/>
    public override bool IsStatic => true;

    /// <inheritdoc/>
    public override IReadOnlyList<DirectiveDefinition> Directives { get; } =
    [
        new("LogIOTrackTTFB", ArgumentKind.Flag, AllowedIn.OrAll, "On to measure the time to the first byte of a response", static (scope, arguments) =>
        {
            scope.Directory<LogIOSettings>().TracksFirstByte = DirectiveScope.IsOn(arguments[0]);
            return null;
        }),
    ];

    IReadOnlyList<LogItemDefinition> ILogItemProvider.LogItems { get; } =
    [
        new("I", false, static _ => new ValueLogItem(static (line, r) => line.AppendNumber(r.Original.WireBytesIn), CachedLogItems.InputOctets)),
        new("O", false, static _ => new ValueLogItem(static (line, r) => line.AppendNumber(r.Original.WireBytesOut), CachedLogItems.OutputOctets)),
        new("S", false, static _ => new ValueLogItem(static (line, r) => line.AppendNumber(r.Original.WireBytesIn + r.Original.WireBytesOut), CachedLogItems.AllOctets)),
        new("^FB", false, static _ => new ValueLogItem(WriteFirstByteDelay)),
    ];

    private static void WriteFirstByteDelay(LogLineWriter line, Request request)
    {
        var original = request.Original;
        if (request.Directory<LogIOSettings>().TracksFirstByte != true || original.FirstByteTime == 0)
            line.Append((byte)'-');
        else
            line.AppendNumber(original.FirstByteTime - original.Time);
    }
}

/// <summary>Per-directory settings of mod_logio.</summary>
internal sealed class LogIOSettings : ISettings<LogIOSettings>
{
    internal bool? TracksFirstByte { get; set; }

    public LogIOSettings Merge(LogIOSettings inner) => new() { TracksFirstByte = inner.TracksFirstByte ?? TracksFirstByte };
}
