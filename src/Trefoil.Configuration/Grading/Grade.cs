namespace Trefoil.Configuration.Grading;

/// <summary>What becomes of one line of a configuration, from good to bad.</summary>
public enum Grade
{
    /// <summary>It acts as under Apache.</summary>
    Supported,
    /// <summary>It is taken, and nothing follows from it here.</summary>
    WithoutEffect,
    /// <summary>Apache has it, or a module for it exists; this server has not.</summary>
    Unsupported,
    /// <summary>It is an error, for Apache as well.</summary>
    Refused,
}

/// <summary>One line that is not simply supported.</summary>
/// <param name="Place">File and line.</param>
/// <param name="Directive">The name as written, sections with both brackets; empty where the whole is meant.</param>
/// <param name="Grade">What becomes of it.</param>
/// <param name="Reason">Why, and what to do instead where that is known.</param>
/// <param name="Module">The identifier of the module that lacks, or null.</param>
public sealed record GradeFinding(SourceLocation Place, string Directive, Grade Grade, string Reason, string? Module);
