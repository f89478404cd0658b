using System.Globalization;
using Trefoil.Configuration.Directives;
using Trefoil.Io.Logs;

namespace Trefoil.Http.Core;

/// <summary>Directives that limit what clients, scripts and configurations may ask for.</summary>
internal static class LimitDirectives
{
    private const AllowedIn Anywhere = AllowedIn.RsrcConf | AllowedIn.AccessConf;

    internal static readonly DirectiveDefinition[] Table =
    [
        new("LimitRequestLine", ArgumentKind.Take1, AllowedIn.RsrcConf, "the longest request line, in bytes", static (scope, arguments) =>
            Count(arguments[0], "LimitRequestLine", "", ref scope.ForServer<CoreServerSettings>().LimitRequestLineGiven)),
        new("LimitRequestFieldsize", ArgumentKind.Take1, AllowedIn.RsrcConf, "the longest header field, in bytes", static (scope, arguments) =>
            Count(arguments[0], "LimitRequestFieldsize", "", ref scope.ForServer<CoreServerSettings>().LimitRequestFieldSizeGiven)),
        new("LimitRequestFields", ArgumentKind.Take1, AllowedIn.RsrcConf, "the most header fields, 0 for no limit", static (scope, arguments) =>
            Count(arguments[0], "LimitRequestFields", " (0 = no limit)", ref scope.ForServer<CoreServerSettings>().LimitRequestFieldsGiven)),
        new("LimitRequestBody", ArgumentKind.Take1, AllowedIn.OrAll, "the longest body, in bytes, 0 for no limit", static (scope, arguments) =>
            Size(arguments[0], "LimitRequestBody", ref scope.Directory<CoreDirectorySettings>().LimitRequestBodyGiven)),
        new("LimitXMLRequestBody", ArgumentKind.Take1, AllowedIn.OrAll, "the longest XML body, in bytes, 0 for no limit", static (scope, arguments) =>
            Size(arguments[0], "LimitXMLRequestBody", ref scope.Directory<CoreDirectorySettings>().LimitXmlRequestBodyGiven)),
        new("LimitInternalRecursion", ArgumentKind.Take12, AllowedIn.RsrcConf, "the most internal redirects and the deepest subrequest", InternalRecursion),
        new("MaxRanges", ArgumentKind.Take1, Anywhere, "none, default, unlimited or the most ranges of a request", static (scope, arguments) =>
            Ranges(arguments[0], "MaxRanges", 200, ref scope.Directory<CoreDirectorySettings>().MaxRangesGiven)),
        new("MaxRangeOverlaps", ArgumentKind.Take1, Anywhere, "none, default, unlimited or the most overlaps of ranges", static (scope, arguments) =>
            Ranges(arguments[0], "MaxRangeOverlaps", 20, ref scope.Directory<CoreDirectorySettings>().MaxRangeOverlapsGiven)),
        new("MaxRangeReversals", ArgumentKind.Take1, Anywhere, "none, default, unlimited or the most steps back between ranges", static (scope, arguments) =>
            Ranges(arguments[0], "MaxRangeReversals", 20, ref scope.Directory<CoreDirectorySettings>().MaxRangeReversalsGiven)),
        new("ReadBufferSize", ArgumentKind.Take1, Anywhere, "how many bytes are read at once", static (scope, arguments) =>
        {
            if (!long.TryParse(arguments[0], NumberStyles.None, CultureInfo.InvariantCulture, out var size) || size > int.MaxValue)
                return $"parameter must be a number between 0 and (4294967295U)): {arguments[0]}";
            scope.Directory<CoreDirectorySettings>().ReadBufferSizeGiven = size == 0 ? 8192 : (int)size;
            return null;
        }),
        new("FlushMaxThreshold", ArgumentKind.Take1, AllowedIn.RsrcConf, "how many bytes of output may wait", static (scope, arguments) =>
        {
            if (!uint.TryParse(arguments[0], NumberStyles.None, CultureInfo.InvariantCulture, out _))
                return $"parameter must be a number between 0 and (4294967295U)): {arguments[0]}";
            return NoEffect(scope, "FlushMaxThreshold", "output goes to the socket as soon as it is made");
        }),
        new("FlushMaxPipelined", ArgumentKind.Take1, AllowedIn.RsrcConf, "how many responses to pipelined requests may wait, -1 for no limit", static (scope, arguments) =>
        {
            if (!int.TryParse(arguments[0], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) || number < -1)
                return $"parameter must be a number between -1 and (2147483647): {arguments[0]}";
            return NoEffect(scope, "FlushMaxPipelined", "responses to requests that came together go out together");
        }),
        new("RLimitCPU", ArgumentKind.Take12, AllowedIn.OrAll, "soft and hard limit of seconds of scripts", static (scope, arguments) =>
            Resource(arguments, "RLimitCPU", ref scope.Directory<CoreDirectorySettings>().CpuLimitGiven)),
        new("RLimitMEM", ArgumentKind.Take12, AllowedIn.OrAll, "soft and hard limit of bytes of scripts", static (scope, arguments) =>
            Resource(arguments, "RLimitMEM", ref scope.Directory<CoreDirectorySettings>().MemoryLimitGiven)),
        new("RLimitNPROC", ArgumentKind.Take12, AllowedIn.OrAll, "soft and hard limit of processes of scripts", static (scope, arguments) =>
            Resource(arguments, "RLimitNPROC", ref scope.Directory<CoreDirectorySettings>().ProcessLimitGiven)),
    ];

    private static string? NoEffect(DirectiveScope scope, string directive, string reason)
    {
        var at = scope.Directive.Location;
        scope.Context.Report(LogLevel.Warn, "core", 0, $"{directive} has no effect: {reason} ({at.File}:{at.Line})");
        return null;
    }

    private static string? Count(string text, string directive, string addition, ref int? target)
    {
        if (!int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            return $"{directive} \"{text}\" must be a non-negative integer{addition}";
        target = number;
        return null;
    }

    private static string? Size(string text, string directive, ref long? target)
    {
        if (!long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            return $"{directive} requires a non-negative integer.";
        target = number;
        return null;
    }

    private static string? InternalRecursion(DirectiveScope scope, IReadOnlyList<string> arguments)
    {
        var settings = scope.ForServer<CoreServerSettings>();
        if (!TryLimit(arguments[0], out var redirects))
            return "The recursion limit must be greater than zero.";
        if (redirects < 2)
            scope.Context.Report(LogLevel.Warn, "core", 119, "Limiting internal redirects to very low numbers may cause normal requests to fail.");
        var subrequests = redirects;
        if (arguments.Count > 1 && !TryLimit(arguments[1], out subrequests))
            return "The recursion limit must be greater than zero.";
        if (arguments.Count > 1 && subrequests < 2)
            scope.Context.Report(LogLevel.Warn, "core", 120, "Limiting the subrequest depth to a very low level may cause normal requests to fail.");
        settings.RedirectLimitGiven = redirects;
        settings.SubrequestLimitGiven = subrequests;
        return null;
    }

    private static bool TryLimit(string text, out int limit) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out limit) && limit > 0;

    private static string? Ranges(string text, string directive, int standard, ref int? target)
    {
        switch (text.ToLowerInvariant())
        {
            case "none":
                target = 0;
                return null;
            case "default":
                target = standard;
                return null;
            case "unlimited":
                target = -1;
                return null;
            default:
                if (!TryLimit(text, out var number))
                    return $"{directive} requires 'none', 'default', 'unlimited' or a positive integer";
                target = number;
                return null;
        }
    }

    private static string? Resource(IReadOnlyList<string> arguments, string directive, ref ResourceLimit? target)
    {
        long? hard = null;
        if (!TryResource(arguments[0], out var soft) || (arguments.Count > 1 && !TryHard(arguments[1], out hard)))
            return $"Invalid parameters for {directive}: a number or 'max' is expected";
        target = new ResourceLimit(soft, hard);
        return null;
    }

    private static bool TryHard(string text, out long? limit)
    {
        var ok = TryResource(text, out var value);
        limit = value;
        return ok;
    }

    private static bool TryResource(string text, out long limit)
    {
        limit = -1;
        return text.Equals("max", StringComparison.OrdinalIgnoreCase) || long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out limit);
    }
}
