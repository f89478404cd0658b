namespace Trefoil.Configuration.Directives;

/// <summary>What one walk over directives shares: the innermost directive that was refused, or the book that takes all grades instead.</summary>
internal sealed class ApplyRun
{
    internal Directive? Failed { get; set; }

    internal Grading.GradeBook? Grades { get; init; }
}
