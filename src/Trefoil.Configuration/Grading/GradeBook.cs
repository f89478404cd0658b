using Trefoil.Configuration.Directives;

namespace Trefoil.Configuration.Grading;

/// <summary>
/// Takes the grade of every directive while a configuration is read and applied. With a book at hand reading does not stop at the first error,
/// so that one look shows all there is to change.
/// </summary>
public sealed class GradeBook
{
    private readonly Stack<Entry> _open = new();
    private readonly List<GradeFinding> _findings = [];
    private readonly HashSet<string> _files = new(StringComparer.Ordinal);

    /// <summary>Lines that are not simply supported, in the order in which they were met.</summary>
    public IReadOnlyList<GradeFinding> Findings => _findings;

    /// <summary>All directives that were met.</summary>
    public int Directives { get; private set; }

    /// <summary>Files with at least one directive.</summary>
    public int Files => _files.Count;

    /// <summary>How many have this grade.</summary>
    public int Count(Grade grade) => grade == Grade.Supported
        ? Directives - _findings.Count(static finding => finding.Directive.Length > 0)
        : _findings.Count(finding => finding.Grade == grade);

    /// <summary>A directive begins to act.</summary>
    internal void Begin(Directive directive)
    {
        Directives++;
        _files.Add(directive.Location.File);
        _open.Push(new Entry(directive));
    }

    /// <summary>Says something of the directive that acts. The worst that is said stays.</summary>
    internal void Note(Grade grade, string reason, string? module = null)
    {
        if (_open.TryPeek(out var entry) && grade > entry.Grade)
            (entry.Grade, entry.Reason, entry.Module) = (grade, reason, module);
    }

    /// <summary>A line for the log, which may say that a directive does nothing.</summary>
    internal void Hear(string message)
    {
        const string Sign = " has no effect";
        var at = message.IndexOf(Sign, StringComparison.Ordinal);
        if (at < 0 || !_open.TryPeek(out var entry))
            return;
        var reason = message[(at + Sign.Length)..].TrimStart(':', ' ');
        var place = $"({entry.Directive.Location})";
        if (reason.EndsWith(place, StringComparison.Ordinal))
            reason = reason[..^place.Length].TrimEnd();
        Note(Grade.WithoutEffect, reason.Length == 0 ? message : reason);
    }

    /// <summary>The directive has acted.</summary>
    internal void End(string? error)
    {
        var entry = _open.Pop();
        if (error is not null && entry.Grade != Grade.Unsupported)
            (entry.Grade, entry.Reason, entry.Module) = (Grade.Refused, error, null);
        if (entry.Grade == Grade.Supported)
            return;
        var name = entry.Directive.Name;
        _findings.Add(new GradeFinding(entry.Directive.Location, name[0] == '<' ? name + ">" : name, entry.Grade, entry.Reason, entry.Module));
    }

    /// <summary>An error that belongs to no single directive.</summary>
    internal void Refuse(SourceLocation place, string error) => _findings.Add(new GradeFinding(place, "", Grade.Refused, error, null));

    private sealed class Entry(Directive directive)
    {
        internal Directive Directive { get; } = directive;

        internal Grade Grade { get; set; }

        internal string Reason { get; set; } = "";

        internal string? Module { get; set; }
    }
}
