namespace Trefoil.Configuration.Directives;

/// <summary>What one walk over directives shares: the innermost directive that was refused.</summary>
internal sealed class ApplyRun
{
    internal Directive? Failed { get; set; }
}
