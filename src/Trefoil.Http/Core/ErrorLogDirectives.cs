using Trefoil.Configuration.Directives;
using Trefoil.Io.Logs;

namespace Trefoil.Http.Core;

/// <summary>ErrorLog, ErrorLogFormat and LogLevel.</summary>
internal static class ErrorLogDirectives
{
    internal static readonly DirectiveDefinition[] Table =
    [
        new("ErrorLog", ArgumentKind.Take1, AllowedIn.RsrcConf, "a file, a program behind a bar, or syslog[:facility[:tag]]", ErrorLog),
        new("ErrorLogFormat", ArgumentKind.Take12, AllowedIn.RsrcConf, "an optional type (connection or request) and a format", ErrorLogFormat),
        new("LogLevel", ArgumentKind.Iterate, AllowedIn.RsrcConf | AllowedIn.AccessConf, "a level, or module:level for a module alone", LogLevel),
    ];

    private static string? ErrorLog(DirectiveScope scope, IReadOnlyList<string> arguments)
    {
        scope.ForServer<ErrorLogSettings>().Destination = arguments[0];
        return null;
    }

    private static string? ErrorLogFormat(DirectiveScope scope, IReadOnlyList<string> arguments)
    {
        var settings = scope.ForServer<ErrorLogSettings>();
        if (arguments.Count == 1)
        {
            settings.Main = Io.Logs.ErrorLogFormat.ParseMain(arguments[0], out var mainError);
            return mainError;
        }
        var isConnection = arguments[0].Equals("connection", StringComparison.OrdinalIgnoreCase);
        if (!isConnection && !arguments[0].Equals("request", StringComparison.OrdinalIgnoreCase))
            return "ErrorLogFormat type must be one of request, connection";
        var formats = isConnection ? settings.Connection ??= [] : settings.Request ??= [];
        if (arguments[1].Length == 0)
        {
            formats.Clear();
            return null;
        }
        if (Io.Logs.ErrorLogFormat.ParseOnce(arguments[1], out var error) is { } format)
            formats.Add(format);
        return error;
    }

    private static string? LogLevel(DirectiveScope scope, IReadOnlyList<string> arguments)
    {
        var inServer = scope.Section is null && !scope.IsHtaccess;
        var before = inServer ? scope.Server.LogLevels : scope.Directory<CoreDirectorySettings>().LogLevelsGiven ?? scope.Server.LogLevels;
        if (Change(scope.Context, before, arguments[0], out var levels) is { } refusal)
            return refusal;
        if (inServer)
            scope.Server.LogLevels = levels;
        else
            scope.Directory<CoreDirectorySettings>().LogLevelsGiven = levels;
        return null;
    }

    private static string? Change(ConfigurationContext context, LogLevels before, string text, out LogLevels after)
    {
        after = before;
        var colon = text.IndexOf(':');
        if (!LogLevelNames.TryParse(text[(colon + 1)..], out var level))
            return "Log level keyword must be one of emerg/alert/crit/error/warn/notice/info/debug/trace1/.../trace8";
        if (colon < 0)
        {
            after = new LogLevels(level, null);
            return null;
        }
        var name = text[..colon];
        foreach (var module in context.Modules)
        {
            if (module.Identifier != name && module.SourceFile != name && module.Identifier != name + "_module")
                continue;
            after = before.With(module.ShortName, level);
            return null;
        }
        return $"Cannot find module {name}";
    }
}
