using System.Globalization;

namespace Trefoil.Modules.Proxy.Balancer;

/// <summary>What the configuration says of a balancer.</summary>
internal sealed class BalancerParameters
{
    private const int LongestSticky = 64, LongestMethod = 16, LongestNonce = 37;

    internal string Method { get; set; } = "byrequests";

    /// <summary>Name of the cookie, or the path parameter behind "|"; null for no stickiness.</summary>
    internal string? Sticky { get; set; }

    internal string StickyPath { get; set; } = "";

    internal char StickySeparator { get; set; } = '.';

    internal bool ForcesSticky { get; set; }

    /// <summary>How long to wait for a free member, in milliseconds.</summary>
    internal long Timeout { get; set; }

    internal int? MaxAttempts { get; set; }

    internal bool TakesSemicolonPath { get; set; }

    internal HashSet<int> FailOnStatus { get; } = [];

    internal bool FailsOnTimeout { get; set; }

    internal bool ForcesRecovery { get; set; } = true;

    internal string? Nonce { get; set; }

    /// <summary>How many members may be added at run time; -1 for none.</summary>
    internal int Growth { get; set; } = -1;

    /// <summary>The path that leads to it (ProxyPass), for its cookies and reports.</summary>
    internal string VirtualPath { get; set; } = "";

    /// <summary>Reads one key=value; null, or why it is refused. Whether a method exists is asked when all is read.</summary>
    internal string? Set(string key, string value)
    {
        switch (key.ToLowerInvariant())
        {
            case "stickysession":
                if (value.Length >= LongestSticky)
                    return $"stickysession length must be < {LongestSticky} characters";
                var bar = value.IndexOf('|');
                Sticky = bar < 0 ? value : value[..bar];
                StickyPath = bar < 0 ? value : value[(bar + 1)..];
                return null;
            case "stickysessionsep":
                if (value.Length != 1 && !value.Equals("off", StringComparison.OrdinalIgnoreCase))
                    return "stickysessionsep must be a single character or Off";
                StickySeparator = value.Length == 1 ? value[0] : '\0';
                return null;
            case "nofailover":
                return Flag(value, "failover must be On|Off", on => ForcesSticky = on);
            case "timeout":
                if (!int.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var timeout) || timeout < 1)
                    return "timeout must be at least one second";
                Timeout = timeout * 1000L;
                return null;
            case "maxattempts":
                if (!int.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var attempts) || attempts < 0)
                    return "maximum number of attempts must be a positive number";
                MaxAttempts = attempts;
                return null;
            case "lbmethod":
                if (value.Length >= LongestMethod)
                    return "lbmethod name too large";
                Method = value;
                return null;
            case "scolonpathdelim":
                return Flag(value, "scolonpathdelim must be On|Off", on => TakesSemicolonPath = on);
            case "failonstatus":
                return SetStatuses(value);
            case "failontimeout":
                return Flag(value, "failontimeout must be On|Off", on => FailsOnTimeout = on);
            case "forcerecovery":
                return Flag(value, "forcerecovery must be On|Off", on => ForcesRecovery = on);
            case "nonce":
                if (value.Length >= LongestNonce && !value.Equals("none", StringComparison.OrdinalIgnoreCase))
                    return "Provided nonce is too large";
                Nonce = value.Equals("none", StringComparison.OrdinalIgnoreCase) ? "" : value;
                return null;
            case "growth":
                if (!int.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var growth) || growth is < 1 or > 100)
                    return "growth must be between 1 and 100";
                Growth = growth;
                return null;
            default:
                return "unknown Balancer parameter";
        }
    }

    private string? SetStatuses(string value)
    {
        FailOnStatus.Clear();
        foreach (var word in value.Split([' ', ','], StringSplitOptions.RemoveEmptyEntries))
        {
            if (!int.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out var status) || status is < 100 or > 599)
                return "failonstatus must be one or more HTTP response codes";
            FailOnStatus.Add(status);
        }
        return null;
    }

    private static string? Flag(string value, string refusal, Action<bool> set)
    {
        var on = value.Equals("on", StringComparison.OrdinalIgnoreCase);
        if (!on && !value.Equals("off", StringComparison.OrdinalIgnoreCase))
            return refusal;
        set(on);
        return null;
    }
}
