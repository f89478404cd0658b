using Trefoil.Configuration.Expressions;
using Trefoil.Io.Logs;

namespace Trefoil.Modules.Loggers.LogConfig;

/// <summary>One CustomLog, GlobalLog or TransferLog.</summary>
/// <param name="Destination">File or pipe as written.</param>
/// <param name="Format">Format or nickname; null for TransferLog, which takes the default format.</param>
/// <param name="Variable">Environment variable that must be set, or with "!" in front must not be set; or null.</param>
/// <param name="Condition">Expression that must be true, or null.</param>
/// <param name="IsGlobal">Virtual hosts with logs of their own write it too.</param>
internal sealed record CustomLog(string Destination, string? Format, string? Variable, Expression? Condition, bool IsGlobal);

/// <summary>A log that is open, with its format parsed.</summary>
/// <param name="Definition">What the configuration says.</param>
/// <param name="Format">The parsed format.</param>
/// <param name="Writer">Takes the lines.</param>
internal sealed record AccessLog(CustomLog Definition, LogFormat Format, LogWriter Writer);
