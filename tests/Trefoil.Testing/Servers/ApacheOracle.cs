namespace Trefoil.Testing;

/// <summary>The real Apache, whose answers are the expectation.</summary>
public static class ApacheOracle
{
    public const string ModuleFolder = "/usr/lib/apache2/modules";
    private const string Executable = "/usr/sbin/apache2";

    public static ServerProgram Program { get; } = new("Apache", File.Exists(Executable) ? Executable : null);

    public static bool Exists => Program.Exists;
}
