namespace Trefoil.Mpm.Spawner;

/// <summary>A program that a child wants started: what it is given and nothing else. Strings are byte strings.</summary>
public sealed class ScriptOrder
{
    /// <summary>The program's path.</summary>
    public required string Program { get; init; }

    /// <summary>argv, the program's own name first.</summary>
    public required IReadOnlyList<string> Arguments { get; init; }

    /// <summary>The whole environment as NAME=value.</summary>
    public required IReadOnlyList<string> Environment { get; init; }

    /// <summary>The directory it starts in.</summary>
    public required string Directory { get; init; }

    /// <summary>Limits that differ from the server's own.</summary>
    public IReadOnlyList<ScriptLimit> Limits { get; init; } = [];

    /// <summary>Another user to run as (suexec), or null for the children's user.</summary>
    public ScriptUser? User { get; init; }
}

/// <summary>A limit for a started program.</summary>
/// <param name="Resource">Number of setrlimit(2).</param>
/// <param name="Soft">Soft limit, -1 for the hard one.</param>
/// <param name="Hard">Hard limit, -1 for none, null for as it is.</param>
public readonly record struct ScriptLimit(int Resource, long Soft, long? Hard);

/// <summary>Whom a program is to run as.</summary>
/// <param name="User">Name or number.</param>
/// <param name="Group">Name or number.</param>
/// <param name="IsUserDirectory">The program belongs to the pages of that user (~user), not to the server's document root.</param>
public sealed record ScriptUser(string User, string Group, bool IsUserDirectory);
