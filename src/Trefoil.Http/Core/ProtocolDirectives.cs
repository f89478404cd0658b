using Trefoil.Configuration.Directives;

namespace Trefoil.Http.Core;

/// <summary>Directives about HTTP itself.</summary>
internal static class ProtocolDirectives
{
    internal static readonly DirectiveDefinition[] Table =
    [
        new("HttpProtocolOptions", ArgumentKind.Iterate, AllowedIn.RsrcConf, "how strictly requests are read", Options),
        new("TraceEnable", ArgumentKind.Take1, AllowedIn.RsrcConf, "on, off or extended", Trace),
        new("MergeTrailers", ArgumentKind.Flag, AllowedIn.RsrcConf, "whether trailers are merged into the header fields", static (scope, arguments) =>
        {
            scope.ForServer<CoreServerSettings>().MergeTrailersGiven = DirectiveScope.IsOn(arguments[0]);
            return null;
        }),
        new("Protocol", ArgumentKind.Take1, AllowedIn.RsrcConf, "the protocol of a listening socket", static (scope, arguments) =>
        {
            scope.ForServer<CoreServerSettings>().ProtocolGiven = arguments[0].ToLowerInvariant();
            return null;
        }),
        new("Protocols", ArgumentKind.Iterate, AllowedIn.RsrcConf, "protocols that clients may choose, the best first", static (scope, arguments) =>
        {
            var list = scope.ForServer<CoreServerSettings>().ProtocolsGiven ??= [];
            if (!list.Contains(arguments[0], StringComparer.OrdinalIgnoreCase))
                list.Add(arguments[0]);
            return null;
        }),
        new("ProtocolsHonorOrder", ArgumentKind.Take1, AllowedIn.RsrcConf, "on or off", static (scope, arguments) =>
        {
            if (arguments[0].ToLowerInvariant() is not ("on" or "off"))
                return "ProtocolsHonorOrder must be 'on' or 'off'";
            scope.ForServer<CoreServerSettings>().ProtocolsHonorOrderGiven = DirectiveScope.IsOn(arguments[0]);
            return null;
        }),
    ];

    private static string? Options(DirectiveScope scope, IReadOnlyList<string> arguments)
    {
        var settings = scope.ForServer<CoreServerSettings>();
        return arguments[0].ToLowerInvariant() switch
        {
            "strict" => Set(ref settings.UnsafeGiven, false, "'Strict' and 'Unsafe'"),
            "unsafe" => Set(ref settings.UnsafeGiven, true, "'Strict' and 'Unsafe'"),
            "registeredmethods" => Set(ref settings.RegisteredMethodsGiven, true, "'RegisteredMethods' and 'LenientMethods'"),
            "lenientmethods" => Set(ref settings.RegisteredMethodsGiven, false, "'RegisteredMethods' and 'LenientMethods'"),
            "allow0.9" => Set(ref settings.RequireHttp10Given, false, "'Allow0.9' and 'Require1.0'"),
            "require1.0" => Set(ref settings.RequireHttp10Given, true, "'Allow0.9' and 'Require1.0'"),
            _ => "HttpProtocolOptions accepts 'Unsafe' or 'Strict' (default), 'RegisteredMethods' or 'LenientMethods' (default), and 'Require1.0' or 'Allow0.9' (default)",
        };
    }

    private static string? Set(ref bool? target, bool value, string pair)
    {
        if (target is { } given && given != value)
            return $"HttpProtocolOptions {pair} are mutually exclusive";
        target = value;
        return null;
    }

    private static string? Trace(DirectiveScope scope, IReadOnlyList<string> arguments)
    {
        TraceMode? mode = arguments[0].ToLowerInvariant() switch
        {
            "on" => TraceMode.On,
            "off" => TraceMode.Off,
            "extended" => TraceMode.Extended,
            _ => null,
        };
        if (mode is null)
            return "TraceEnable must be one of 'on', 'off', or 'extended'";
        scope.ForServer<CoreServerSettings>().TraceGiven = mode;
        return null;
    }
}
