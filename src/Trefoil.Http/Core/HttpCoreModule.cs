using Trefoil.Configuration.Directives;
using Trefoil.Io.Logs;

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

    /// <summary>Protocols that no module speaks are named, as clients would ask for them in vain.</summary>
    public override string? PostConfig(ConfigurationContext context)
    {
        var warned = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var server in context.VirtualHosts.Prepend(context.MainServer))
        {
            foreach (var protocol in server.Settings.Get<CoreServerSettings>().Protocols)
            {
                var isSpoken = protocol.Equals("http/1.1", StringComparison.OrdinalIgnoreCase)
                    || (protocol.StartsWith("h2", StringComparison.OrdinalIgnoreCase) && context.HasModule("http2_module"));
                if (!isSpoken && warned.Add(protocol))
                    context.Report(LogLevel.Warn, "http", 0, $"Protocols {protocol}: no loaded module speaks it, so it is not offered");
            }
        }
        return null;
    }

    private static string? KeepAliveTimeout(DirectiveScope scope, IReadOnlyList<string> arguments)
    {
        if (!TimeText.TryParse(arguments[0], out var microseconds))
            return "KeepAliveTimeout has wrong format";
        scope.ForServer<CoreServerSettings>().KeepAliveTimeoutGiven = microseconds;
        return null;
    }
}
