using System.Globalization;
using Trefoil.Configuration.Directives;
using Trefoil.Configuration.Reading;
using Trefoil.Http.Messages;
using Trefoil.Io.Files;
using Trefoil.Io.Logs;

namespace Trefoil.Http.Core;

/// <summary>Directives about servers and virtual hosts.</summary>
internal static class ServerDirectives
{
    internal static readonly DirectiveDefinition[] Table =
    [
        new("ServerName", ArgumentKind.Take1, AllowedIn.RsrcConf, "the name, and port, that the server has for its clients", ServerName),
        new("ServerAlias", ArgumentKind.RawArgs, AllowedIn.RsrcConf, "further names of a virtual host", ServerAlias),
        new("ServerPath", ArgumentKind.Take1, AllowedIn.RsrcConf, "the path that leads old clients to a virtual host", static (scope, arguments) =>
        {
            scope.ForServer<CoreServerSettings>().ServerPathGiven = arguments[0];
            return null;
        }),
        new("ServerAdmin", ArgumentKind.Take1, AllowedIn.RsrcConf, "the mail address of whoever looks after the server", static (scope, arguments) =>
        {
            scope.ForServer<CoreServerSettings>().ServerAdminGiven = arguments[0];
            return null;
        }),
        new("DocumentRoot", ArgumentKind.Take1, AllowedIn.RsrcConf, "the directory of the files to serve", DocumentRoot),
        new("AccessFileName", ArgumentKind.RawArgs, AllowedIn.RsrcConf, "names of per-directory configuration files", static (scope, arguments) =>
        {
            scope.ForServer<CoreServerSettings>().AccessFileNamesGiven = [.. Words.All(arguments[0])];
            return null;
        }),
        new("ServerTokens", ArgumentKind.Take1, AllowedIn.RsrcConf | AllowedIn.GlobalOnly, "how much the Server header tells", ServerTokens),
        new("Timeout", ArgumentKind.Take1, AllowedIn.RsrcConf, "how long to wait for the network, in seconds", static (scope, arguments) =>
        {
            if (!TimeText.TryParse(arguments[0], out var time))
                return "Timeout has wrong format";
            scope.ForServer<CoreServerSettings>().TimeoutGiven = time;
            return null;
        }),
        new("MergeSlashes", ArgumentKind.Flag, AllowedIn.RsrcConf, "whether several slashes in a path count as one", static (scope, arguments) =>
        {
            scope.ForServer<CoreServerSettings>().MergeSlashesGiven = DirectiveScope.IsOn(arguments[0]);
            return null;
        }),
        new("StrictHostCheck", ArgumentKind.Flag, AllowedIn.RsrcConf, "whether a request must name a configured host", static (scope, arguments) =>
        {
            scope.ForServer<CoreServerSettings>().StrictHostCheckGiven = DirectiveScope.IsOn(arguments[0]);
            return null;
        }),
        new("NameVirtualHost", ArgumentKind.Take1, AllowedIn.RsrcConf, "an address (without effect)", static (scope, _) =>
        {
            var at = scope.Directive.Location;
            scope.Context.Report(LogLevel.Warn, "core", 548, $"NameVirtualHost has no effect and will be removed in the next release {at.File}:{at.Line}");
            return null;
        }),
        new("Port", ArgumentKind.Take1, AllowedIn.RsrcConf, "nothing; see Listen", static (_, _) => "Port was replaced with Listen in Apache 2.0"),
        new("RegisterHttpMethod", ArgumentKind.Iterate, AllowedIn.RsrcConf | AllowedIn.GlobalOnly, "methods beside the known ones", static (_, arguments) =>
        {
            HttpMethods.Register(arguments[0]);
            return null;
        }),
    ];

    private static string? ServerName(DirectiveScope scope, IReadOnlyList<string> arguments)
    {
        var text = arguments[0];
        var scheme = text.IndexOf("://", StringComparison.Ordinal);
        var rest = scheme < 0 ? text : text[(scheme + 3)..];
        var colon = rest.StartsWith('[') && rest.IndexOf(']') is var end and > 0 ? rest.IndexOf(':', end) : rest.LastIndexOf(':');
        var port = 0;
        if (colon >= 0)
        {
            if (!int.TryParse(rest.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out port) || port is < 1 or > 65535)
                return $"The port number \"{text}\" is outside the appropriate range (i.e., 1..65535).";
            rest = rest[..colon];
        }
        scope.Server.ServerScheme = scheme < 0 ? null : text[..scheme].ToLowerInvariant();
        scope.Server.ServerName = rest.StartsWith('[') ? rest.Trim('[', ']') : rest;
        scope.Server.ServerPort = port;
        return null;
    }

    private static string? ServerAlias(DirectiveScope scope, IReadOnlyList<string> arguments)
    {
        if (!scope.Server.IsVirtual)
            return "ServerAlias only used in <VirtualHost>";
        foreach (var name in Words.All(arguments[0]))
        {
            if (name.AsSpan().IndexOfAny('*', '?') >= 0)
                scope.Server.WildcardAliases.Add(name);
            else
                scope.Server.Aliases.Add(name);
        }
        return null;
    }

    // A virtual host may wait for its directory (a warning at start says so); the main server may not. Children take what the parent has checked.
    private static string? DocumentRoot(DirectiveScope scope, IReadOnlyList<string> arguments)
    {
        var path = scope.Context.ResolvePath(arguments[0]);
        var isChecked = !scope.Server.IsVirtual && !scope.Context.IsChild;
        if (isChecked && (FileSystem.Stat(path, out var status) < 0 || status.Kind != FileKind.Directory))
            return $"DocumentRoot '{arguments[0]}' is not a directory, or is not readable";
        scope.ForServer<CoreServerSettings>().DocumentRootGiven = path.Length > 1 ? path.TrimEnd('/') : path;
        return null;
    }

    private static string? ServerTokens(DirectiveScope scope, IReadOnlyList<string> arguments)
    {
        ServerTokenMode? mode = arguments[0].ToLowerInvariant() switch
        {
            "os" => ServerTokenMode.OperatingSystem,
            "min" or "minimal" => ServerTokenMode.Minimal,
            "major" => ServerTokenMode.Major,
            "minor" => ServerTokenMode.Minor,
            "prod" or "productonly" => ServerTokenMode.Product,
            "full" => ServerTokenMode.Full,
            _ => null,
        };
        if (mode is null)
            return "ServerTokens takes 1 argument: 'Prod(uctOnly)', 'Major', 'Minor', 'Min(imal)', 'OS', or 'Full'";
        scope.ForServer<ServerTokenSettings>().Mode = mode.Value;
        return null;
    }
}
