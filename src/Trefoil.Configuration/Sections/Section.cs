using Trefoil.Configuration.Expressions;
using Trefoil.Configuration.Settings;

namespace Trefoil.Configuration.Sections;

/// <summary>One Directory, Files, Location or If section: its pattern, its settings and the Files and If sections inside it.</summary>
public sealed class Section
{
    /// <summary>Makes a section.</summary>
    public Section(SectionKind kind, string pattern, SourceLocation location)
    {
        Kind = kind;
        Pattern = pattern;
        Location = location;
    }

    /// <summary>Which section it is.</summary>
    public SectionKind Kind { get; }

    /// <summary>Path, glob or regular expression as written (a directory's path normalised, with a slash at the end).</summary>
    public string Pattern { get; }

    /// <summary>Where it begins.</summary>
    public SourceLocation Location { get; }

    /// <summary>True when the pattern holds *, ? or [.</summary>
    public bool IsGlob { get; init; }

    /// <summary>The compiled pattern of the Match kinds.</summary>
    public IPattern? Regex { get; init; }

    /// <summary>The condition of If and ElseIf.</summary>
    public Expression? Condition { get; init; }

    /// <summary>What its directives set.</summary>
    public SettingsVector Settings { get; } = new();

    /// <summary>Files and FilesMatch sections inside, in order.</summary>
    public List<Section> Files { get; } = [];

    /// <summary>If, ElseIf and Else sections inside, in order.</summary>
    public List<Section> Conditions { get; } = [];
}
