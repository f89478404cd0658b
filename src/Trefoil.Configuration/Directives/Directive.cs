namespace Trefoil.Configuration.Directives;

/// <summary>
/// One directive or section as read: includes, Defines, macros and load-time conditions (IfModule, IfDefine, ...) are already resolved.
/// Text is Latin-1: one char is one byte of the file.
/// </summary>
public sealed class Directive
{
    /// <summary>Makes a directive; a section has children.</summary>
    public Directive(string name, string arguments, SourceLocation location, List<Directive>? children = null)
    {
        Name = name;
        Arguments = arguments;
        Location = location;
        Children = children;
    }

    /// <summary>The name as written; sections with the bracket: "&lt;Directory".</summary>
    public string Name { get; }

    /// <summary>Everything behind the name, trimmed; of a section without the closing bracket.</summary>
    public string Arguments { get; }

    /// <summary>Where it stands.</summary>
    public SourceLocation Location { get; }

    /// <summary>What stands inside, or null where this is no section.</summary>
    public List<Directive>? Children { get; }
}
