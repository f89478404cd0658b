namespace Trefoil.Testing;

/// <summary>An executable that understands Apache's command line and configuration.</summary>
public sealed record ServerProgram(string Name, string? Path)
{
    public bool Exists => Path is not null;

    /// <summary>Folder that LoadModule lines name; a server with built-in modules only looks at the file's name.</summary>
    public static string ModuleFolder => Directory.Exists(ApacheOracle.ModuleFolder) ? ApacheOracle.ModuleFolder : "modules";
}
