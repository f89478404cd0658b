using System.Globalization;
using Trefoil.Http.Core;
using Trefoil.Modules.Proxy.Workers;

namespace Trefoil.Modules.Proxy.HealthCheck;

/// <summary>Reads one key=value of a health check.</summary>
internal static class HcheckParameters
{
    private const int LeastInterval = 100, LongestUri = 64;

    /// <summary>Null, or why it is refused.</summary>
    internal static string? Set(HcheckSettings settings, HealthParameters health, string key, string value, Action<HealthParameters> replace)
    {
        switch (key.ToLowerInvariant())
        {
            case "hctemplate":
                if (!settings.Templates.TryGetValue(value, out var template))
                    return "Unknown ProxyHCTemplate name: " + value;
                replace(template.Clone());
                return null;
            case "hcmethod":
                if (!char.IsAsciiLetter(value.FirstOrDefault()) || !Enum.TryParse<HealthMethod>(value, ignoreCase: true, out var method))
                    return value.Equals("CPING", StringComparison.OrdinalIgnoreCase) || value.Equals("PROVIDER", StringComparison.OrdinalIgnoreCase)
                        ? $"Health check method {value} not (yet) implemented" : "Unknown method";
                health.Method = method;
                return null;
            case "hcinterval":
                if (!TimeText.TryParse(value, out var interval))
                    return "Unparse-able hcinterval setting";
                if (interval / 1000 < LeastInterval)
                    return $"Interval must be a positive value greater than {LeastInterval}ms";
                health.Interval = interval / 1000;
                return null;
            case "hcpasses":
                if (!TryPositive(value, out var passes))
                    return "Passes must be a positive value";
                health.Passes = passes;
                return null;
            case "hcfails":
                if (!TryPositive(value, out var fails))
                    return "Fails must be a positive value";
                health.Fails = fails;
                return null;
            case "hcuri":
                if (value.Length >= LongestUri)
                    return $"Health check uri length must be < {LongestUri} characters";
                health.Uri = value;
                return null;
            case "hcexpr":
                if (!settings.Expressions.ContainsKey(value))
                    return "Unknown health check condition expr: " + value;
                health.Expression = value;
                return null;
            default:
                return "unknown Worker hcheck parameter";
        }
    }

    private static bool TryPositive(string value, out int number) => int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out number) && number > 0;
}
