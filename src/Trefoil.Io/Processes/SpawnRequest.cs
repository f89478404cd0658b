namespace Trefoil.Io.Processes;

/// <summary>A program to start: what it is given and nothing else.</summary>
public sealed class SpawnRequest
{
    /// <summary>The program's path (no search in PATH unless <see cref="SearchPath"/>).</summary>
    public required string Path { get; init; }

    /// <summary>argv, with the name the program sees as its own first.</summary>
    public required IReadOnlyList<string> Arguments { get; init; }

    /// <summary>The whole environment as NAME=value.</summary>
    public required IReadOnlyList<string> Environment { get; init; }

    /// <summary>Descriptors by the number they have there. Every other descriptor must be close-on-exec, as all of ours are.</summary>
    public IReadOnlyList<InheritedDescriptor> Descriptors { get; init; } = [];

    /// <summary>Where it starts, or null for the caller's directory.</summary>
    public string? WorkingDirectory { get; init; }

    /// <summary>True to look Path up in PATH when it has no slash.</summary>
    public bool SearchPath { get; init; }

    /// <summary>True to make it the leader of a process group of its own.</summary>
    public bool OwnGroup { get; init; }
}
