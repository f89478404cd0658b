namespace Trefoil.Configuration.Directives;

/// <summary>Acts on one directive; returns null, or the reason why it is refused (shown below "Syntax error on line N of FILE:").</summary>
/// <param name="scope">Where the directive stands, and the settings to fill.</param>
/// <param name="arguments">The cut arguments (for RawArgs one element; for Iterate and Iterate2 one or two a call; for Flag "On"/"Off", see <see cref="DirectiveScope.IsOn"/>).</param>
public delegate string? DirectiveHandler(DirectiveScope scope, IReadOnlyList<string> arguments);

/// <summary>One row of a module's command table.</summary>
public sealed class DirectiveDefinition
{
    /// <summary>Makes a row.</summary>
    /// <param name="name">As documented; matched without regard to case. Sections with the bracket: "&lt;Directory".</param>
    /// <param name="kind">How arguments are cut.</param>
    /// <param name="allowedIn">Where it may stand.</param>
    /// <param name="help">The text behind "takes one argument, " in errors and in -L.</param>
    /// <param name="handler">Acts on it.</param>
    public DirectiveDefinition(string name, ArgumentKind kind, AllowedIn allowedIn, string help, DirectiveHandler handler)
    {
        Name = name;
        Kind = kind;
        AllowedIn = allowedIn;
        Help = help;
        Handler = handler;
    }

    /// <summary>Documented name.</summary>
    public string Name { get; }

    /// <summary>How arguments are cut.</summary>
    public ArgumentKind Kind { get; }

    /// <summary>Where it may stand.</summary>
    public AllowedIn AllowedIn { get; }

    /// <summary>Short help, in our own words.</summary>
    public string Help { get; }

    /// <summary>Acts on it.</summary>
    public DirectiveHandler Handler { get; }
}
