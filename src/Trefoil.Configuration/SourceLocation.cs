namespace Trefoil.Configuration;

/// <summary>Where a directive stands.</summary>
/// <param name="File">Path as it was opened, or "-c/-C directives".</param>
/// <param name="Line">First line of the directive, from 1.</param>
public readonly record struct SourceLocation(string File, int Line)
{
    /// <inheritdoc/>
    public override string ToString() => $"{File}:{Line}";
}
