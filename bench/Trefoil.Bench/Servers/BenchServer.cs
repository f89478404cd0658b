using Trefoil.Bench.Scenarios;

namespace Trefoil.Bench.Servers;

/// <summary>A server program and how it is set up for a scenario.</summary>
/// <param name="Name">Name in the report.</param>
/// <param name="Executable">The program.</param>
internal abstract record BenchServer(string Name, string Executable)
{
    /// <summary>True where the server can do what the scenario asks.</summary>
    internal virtual bool Fits(Scenario scenario) => !scenario.AllowsHtaccess;

    /// <summary>Writes the configuration into <paramref name="folder"/> and gives the arguments to start in the foreground.</summary>
    internal abstract IReadOnlyList<string> Configure(Scenario scenario, string folder, string documents, int port);
}
