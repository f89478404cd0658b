using System.Globalization;
using Trefoil.Configuration.Directives;
using Trefoil.Http.Http1;

namespace Trefoil.Modules.Filters.ReqTimeout;

/// <summary>RequestReadTimeout: "stage=seconds[-seconds][,MinRate=bytes]" for the stages handshake, header and body.</summary>
internal static class ReqTimeoutDirectives
{
    internal static readonly DirectiveDefinition[] All =
    [
        new("RequestReadTimeout", ArgumentKind.TakeArgv, AllowedIn.RsrcConf, "Limits such as header=20-40,MinRate=500 or body=10", SetTimeouts),
    ];

    private static string? SetTimeouts(DirectiveScope scope, IReadOnlyList<string> arguments)
    {
        var settings = scope.ForServer<ReadTimeoutSettings>();
        foreach (var argument in arguments)
        {
            var equals = argument.IndexOf('=');
            if (equals < 0)
                return "Invalid RequestReadTimeout parameter. Parameter must be in the form 'key=value'";
            if (Set(settings, argument[..equals].ToLowerInvariant(), argument[(equals + 1)..]) is { } error)
                return $"RequestReadTimeout: {argument}: {error}";
        }
        return null;
    }

    private static string? Set(ReadTimeoutSettings settings, string stage, string value)
    {
        if (stage is not ("handshake" or "header" or "body"))
            return "Unknown RequestReadTimeout parameter";
        if (Parse(value, out var timeout) is { } error)
            return error;
        switch (stage)
        {
            case "handshake":
                settings.Handshake = timeout;
                break;
            case "header":
                settings.Header = timeout;
                break;
            default:
                settings.Body = timeout;
                break;
        }
        return null;
    }

    private static string? Parse(string value, out StageTimeout? timeout)
    {
        timeout = null;
        var rate = 0;
        var comma = value.IndexOf(',');
        var range = comma < 0 ? value : value[..comma];
        if (comma >= 0)
        {
            const string Key = ",MinRate=";
            if (!value.AsSpan(comma).StartsWith(Key, StringComparison.OrdinalIgnoreCase))
                return $"Cannot parse '{value[comma..]}'";
            if (!TryNumber(value[(comma + Key.Length)..], out rate))
                return $"Value '{value[(comma + Key.Length)..]}' not numerical";
            if (rate <= 0)
                return "Minimum data rate must be larger than 0";
        }
        var dash = range.IndexOf('-');
        if (dash >= 0 && rate == 0)
            return "Must set MinRate option if using timeout range";
        var first = dash < 0 ? range : range[..dash];
        if (!TryNumber(first, out var initial))
            return $"Value '{first}' not numerical";
        var maximum = 0;
        if (dash >= 0 && !TryNumber(range[(dash + 1)..], out maximum))
            return $"Value '{range[(dash + 1)..]}' not numerical";
        if (dash >= 0 && maximum <= initial)
            return "Maximum timeout must be larger than initial timeout";
        timeout = new StageTimeout(initial * 1000, maximum * 1000, rate);
        return null;
    }

    private static bool TryNumber(string text, out int number) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number) && number < 2_000_000;
}
