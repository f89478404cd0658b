using System.Globalization;
using Trefoil.Configuration.Directives;
using Trefoil.Http.Core;

namespace Trefoil.Modules.Generators.Cgi;

/// <summary>The directives of both CGI modules.</summary>
internal static class CgiDirectives
{
    internal static readonly DirectiveDefinition[] Common =
    [
        new("ScriptLog", ArgumentKind.Take1, AllowedIn.RsrcConf, "the file that failed scripts are recorded in", Log),
        new("ScriptLogLength", ArgumentKind.Take1, AllowedIn.RsrcConf, "the longest that the file may become, in bytes", LogLength),
        new("ScriptLogBuffer", ArgumentKind.Take1, AllowedIn.RsrcConf, "how much of a request body is recorded, in bytes", LogBuffer),
    ];

    internal static string? Timeout(DirectiveScope scope, IReadOnlyList<string> arguments)
    {
        if (!TimeText.TryParse(arguments[0], out var microseconds))
            return $"{scope.Directive.Name} has wrong format";
        scope.Directory<CgiDirectorySettings>().Timeout = (int)Math.Min(microseconds / 1000, int.MaxValue);
        return null;
    }

    private static string? Log(DirectiveScope scope, IReadOnlyList<string> arguments)
    {
        scope.ForServer<CgiServerSettings>().Log = scope.Context.ResolvePath(arguments[0]);
        return null;
    }

    private static string? LogLength(DirectiveScope scope, IReadOnlyList<string> arguments)
    {
        if (!long.TryParse(arguments[0], NumberStyles.None, CultureInfo.InvariantCulture, out var length))
            return "ScriptLogLength must be a number of bytes";
        scope.ForServer<CgiServerSettings>().LogLength = length;
        return null;
    }

    private static string? LogBuffer(DirectiveScope scope, IReadOnlyList<string> arguments)
    {
        if (!int.TryParse(arguments[0], NumberStyles.None, CultureInfo.InvariantCulture, out var length))
            return "ScriptLogBuffer must be a number of bytes";
        scope.ForServer<CgiServerSettings>().LogBuffer = length;
        return null;
    }
}
