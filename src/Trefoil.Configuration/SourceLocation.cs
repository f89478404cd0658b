namespace Trefoil.Configuration;

/// <summary>Where a directive stands.</summary>
/// <param name="File">Path as it was opened, or "-c/-C directives".</param>
/// <param name="Line">Line on which the directive ends (of a continued one the last), from 1.</param>
public readonly record struct SourceLocation(string File, int Line)
{
    /// <inheritdoc/>
    public override string ToString() => $"{File}:{Line}";
}
