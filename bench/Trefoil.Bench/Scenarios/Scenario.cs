namespace Trefoil.Bench.Scenarios;

/// <summary>One load.</summary>
/// <param name="Name">Short name for the command line.</param>
/// <param name="Description">What it shows.</param>
internal sealed record Scenario(string Name, string Description)
{
    /// <summary>Path of the requests.</summary>
    internal string Path { get; init; } = "/1k.html";

    /// <summary>Connections that are kept busy.</summary>
    internal int Connections { get; init; } = 64;

    /// <summary>Keep-alive connections that say nothing meanwhile.</summary>
    internal int IdleConnections { get; init; }

    /// <summary>Access log in the combined format.</summary>
    internal bool HasAccessLog { get; init; }

    /// <summary>Every response ends its connection.</summary>
    internal bool ClosesConnections { get; init; }

    /// <summary>Ask with If-None-Match of the current file.</summary>
    internal bool IsConditional { get; init; }

    /// <summary>Requests that are sent at once on each connection.</summary>
    internal int Pipeline { get; init; } = 1;

    /// <summary>.htaccess files are looked for on the way (only servers that have them).</summary>
    internal bool AllowsHtaccess { get; init; }

    /// <summary>Part of --quick.</summary>
    internal bool IsQuick { get; init; }
}
