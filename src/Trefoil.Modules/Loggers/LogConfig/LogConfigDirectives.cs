using Trefoil.Configuration.Directives;
using Trefoil.Configuration.Expressions;

namespace Trefoil.Modules.Loggers.LogConfig;

/// <summary>The directives of mod_log_config.</summary>
internal static class LogConfigDirectives
{
    internal static readonly IReadOnlyList<DirectiveDefinition> All =
    [
        new("LogFormat", ArgumentKind.Take12, AllowedIn.RsrcConf, "a log format, then a nickname for it or none to make it TransferLog's", SetFormat),
        new("CustomLog", ArgumentKind.Take23, AllowedIn.RsrcConf, "a file or piped program, a format or nickname, then env= or expr= as a condition",
            static (scope, arguments) => AddLog(scope, arguments, isGlobal: false)),
        new("GlobalLog", ArgumentKind.Take23, AllowedIn.RsrcConf | AllowedIn.GlobalOnly, "as CustomLog, for all virtual hosts",
            static (scope, arguments) => AddLog(scope, arguments, isGlobal: true)),
        new("TransferLog", ArgumentKind.Take1, AllowedIn.RsrcConf, "a file or piped program", static (scope, arguments) =>
        {
            scope.ForServer<LogConfigSettings>().Logs.Add(new CustomLog(arguments[0], null, null, null, false));
            return null;
        }),
        new("BufferedLogs", ArgumentKind.Flag, AllowedIn.RsrcConf | AllowedIn.GlobalOnly, "On to gather lines in memory before writing them", static (scope, arguments) =>
        {
            scope.ForServer<LogConfigSettings>().BuffersLines = DirectiveScope.IsOn(arguments[0]);
            return null;
        }),
    ];

    private static string? SetFormat(DirectiveScope scope, IReadOnlyList<string> arguments)
    {
        if (LogFormatParser.Parse(arguments[0], new LogItemRegistry(scope.Context.Modules), out var error) is null)
            return error;
        var settings = scope.ForServer<LogConfigSettings>();
        if (arguments.Count > 1)
            settings.Formats[arguments[1]] = arguments[0];
        else
            settings.DefaultFormat = arguments[0];
        return null;
    }

    private static string? AddLog(DirectiveScope scope, IReadOnlyList<string> arguments, bool isGlobal)
    {
        string? variable = null;
        Expression? condition = null;
        if (arguments.Count > 2)
        {
            if (arguments[2].StartsWith("env=", StringComparison.OrdinalIgnoreCase))
            {
                variable = arguments[2][4..];
                if (variable is "" or "!")
                    return "missing environment variable name";
            }
            else if (arguments[2].StartsWith("expr=", StringComparison.OrdinalIgnoreCase))
            {
                condition = RequestExpressions.ParseCondition(scope, arguments[2][5..], out var reason);
                if (condition is null)
                    return reason;
            }
            else
            {
                return "error in condition clause";
            }
        }
        // A nickname is a valid format too (plain text), so both are checked the same way; which it is shows when all formats are known.
        if (LogFormatParser.Parse(arguments[1], new LogItemRegistry(scope.Context.Modules), out var error) is null)
            return error;
        scope.ForServer<LogConfigSettings>().Logs.Add(new CustomLog(arguments[0], arguments[1], variable, condition, isGlobal));
        return null;
    }
}
