using Trefoil.Configuration.Directives;

namespace Trefoil.Http.Core;

/// <summary>KeepAlive and its kin, under the name that Apache gives them (http_core.c).</summary>
public sealed class HttpCoreModule : Module
{
    private static readonly DirectiveDefinition[] Table =
    [
        new("KeepAlive", ArgumentKind.Flag, AllowedIn.RsrcConf, "whether a connection serves several requests", static (scope, arguments) =>
        {
            scope.ForServer<CoreServerSettings>().KeepAliveGiven = DirectiveScope.IsOn(arguments[0]);
            return null;
        }),
        new("KeepAliveTimeout", ArgumentKind.Take1, AllowedIn.RsrcConf, "how long a connection may wait for the next request", KeepAliveTimeout),
        new("MaxKeepAliveRequests", ArgumentKind.Take1, AllowedIn.RsrcConf, "how many requests a connection serves, 0 for no limit", static (scope, arguments) =>
        {
            if (!int.TryParse(arguments[0], System.Globalization.NumberStyles.AllowLeadingSign, null, out var number))
                return "MaxKeepAliveRequests must be a number (0 = no limit)";
            scope.ForServer<CoreServerSettings>().MaxKeepAliveRequestsGiven = Math.Max(number, 0);
            return null;
        }),
    ];

    /// <inheritdoc/>
    public override string Identifier => "http_module";

    /// <inheritdoc/>
    public override string SourceFile => "http_core.c";

    /// <inheritdoc/>
    public override bool IsStatic => true;

    /// <inheritdoc/>
    public override IReadOnlyList<DirectiveDefinition> Directives => Table;

    private static string? KeepAliveTimeout(DirectiveScope scope, IReadOnlyList<string> arguments)
    {
        if (!TimeText.TryParse(arguments[0], out var microseconds))
            return "KeepAliveTimeout has wrong format";
        scope.ForServer<CoreServerSettings>().KeepAliveTimeoutGiven = microseconds;
        return null;
    }
}
