using Trefoil.Configuration.Directives;
using Trefoil.Io.Logs;

namespace Trefoil.Modules.Core;

/// <summary>
/// mod_watchdog: in Apache it calls modules now and then; here whoever has periodic work has a timer of its own. The module is there for those who ask for it, and its
/// interval is checked and said to have no effect.
/// </summary>
public sealed class WatchdogModule : Module
{
    private const long LeastMicroseconds = 100_000;

    /// <inheritdoc/>
    public override string Identifier => "watchdog_module";

    /// <inheritdoc/>
    public override string SourceFile => "mod_watchdog.c";

    /// <inheritdoc/>
    public override bool IsStatic => true;

    /// <inheritdoc/>
    public override IReadOnlyList<DirectiveDefinition> Directives { get; } =
    [
        new("WatchdogInterval", ArgumentKind.Take1, AllowedIn.RsrcConf | AllowedIn.GlobalOnly, "Watchdog interval in seconds", static (scope, arguments) =>
        {
            if (!Http.Core.TimeText.TryParse(arguments[0], out var interval))
                return "Unparse-able WatchdogInterval setting";
            if (interval < LeastMicroseconds)
                return "Invalid WatchdogInterval: minimal value 100ms";
            scope.Context.Report(LogLevel.Warn, "watchdog", 0, $"WatchdogInterval has no effect: periodic work needs no watchdog here ({scope.Directive.Location})");
            return null;
        }),
    ];
}
