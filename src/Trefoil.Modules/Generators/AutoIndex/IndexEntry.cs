namespace Trefoil.Modules.Generators.AutoIndex;

/// <summary>One line of a listing.</summary>
internal sealed class IndexEntry
{
    internal required string Name { get; init; }

    internal bool IsParent { get; init; }

    /// <summary>Set for directories that FoldersFirst puts in front.</summary>
    internal bool IsFolder { get; init; }

    /// <summary>Unix microseconds, -1 for none.</summary>
    internal long Modified { get; init; } = -1;

    /// <summary>-1 for none.</summary>
    internal long Size { get; init; } = -1;

    internal string? Icon { get; init; }

    internal string? Alt { get; init; }

    internal string? Description { get; init; }
}
