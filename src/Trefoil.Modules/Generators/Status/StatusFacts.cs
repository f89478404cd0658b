using Trefoil.Mpm.Scoreboards;

namespace Trefoil.Modules.Generators.Status;

/// <summary>Everything that a status page is made from.</summary>
internal sealed class StatusFacts
{
    internal required ScoreboardSnapshot Board { get; init; }

    internal required string ServerName { get; init; }

    internal required string LocalAddress { get; init; }

    internal required string Version { get; init; }

    internal required string Built { get; init; }

    internal required DateTimeOffset Now { get; init; }

    internal required TimeZoneInfo Zone { get; init; }

    /// <summary>Load averages of 1, 5 and 15 minutes.</summary>
    internal required (string One, string Five, string Fifteen) Load { get; init; }

    /// <summary>What other modules say, in the form that was asked for.</summary>
    internal string Contributions { get; init; } = "";

    /// <summary>The line at the foot, or nothing.</summary>
    internal string Signature { get; init; } = "";

    internal string MpmName => Board.Mpm.ToString().ToLowerInvariant();

    internal ServerTotals Totals => field ??= new ServerTotals(Board, Now);
}
