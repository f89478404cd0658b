namespace Trefoil.Differential.Tests.Scripts;

/// <summary>One server start with its configuration, files and requests.</summary>
internal sealed class CaseGroup
{
    public required string File { get; init; }

    public required int Number { get; init; }

    public required string Title { get; init; }

    public List<string> Mpms { get; set; } = ["event"];

    public List<string> Modules { get; } = [];

    public bool ComparesLog { get; set; }

    public List<string> Config { get; } = [];

    public List<FixtureFile> Files { get; } = [];

    /// <summary>The script of the backends that both servers get, each its own; see <see cref="ScriptedBackend"/>.</summary>
    public List<string> Backend { get; } = [];

    public List<CaseRequest> Requests { get; } = [];
}

internal sealed record FixtureFile(string Kind, string Name, string Argument, List<string> Lines);

/// <summary>One row: the bytes to send, and what is known to differ.</summary>
internal sealed class CaseRequest
{
    public required string Title { get; init; }

    public required string Bytes { get; set; }

    public bool HalfCloses { get; set; }

    public bool InPieces { get; init; }

    public string? DiffersBecause { get; set; }

    public List<string> Expectations { get; } = [];
}
