namespace Trefoil.Http.Phases;

/// <summary>What a module answers in a phase: pass on, done, or an HTTP status.</summary>
/// <param name="Code">-1, -2, 0, or an HTTP status.</param>
public readonly record struct PhaseResult(int Code)
{
    /// <summary>Not for this module; ask the next.</summary>
    public static readonly PhaseResult Declined = new(-1);

    /// <summary>The whole request is already answered.</summary>
    public static readonly PhaseResult Done = new(-2);

    /// <summary>Handled.</summary>
    public static readonly PhaseResult Ok = new(0);

    /// <summary>Stop with an HTTP status (error page, redirect).</summary>
    public static PhaseResult Status(int status) => new(status);

    /// <summary>An HTTP status stands for itself.</summary>
    public static implicit operator PhaseResult(int status) => new(status);

    /// <summary>True when the code is an HTTP status.</summary>
    public bool IsStatus => Code >= 100;
}
