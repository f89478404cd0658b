using Trefoil.Io.Logs;
using Trefoil.Io.Reactors;

namespace Trefoil.Mpm;

/// <summary>What a child does with connections; implemented where the server is composed.</summary>
public interface IChildProgram
{
    /// <summary>
    /// Builds the configuration from the snapshot. Runs after privileges were given up; opens no file. Null and the reason where that cannot be.
    /// </summary>
    ChildRuntime? Load(ReadOnlyMemory<byte> snapshot, IReadOnlyList<InheritedLog> logs, out string? error);
}

/// <summary>What the MPM needs of a loaded child.</summary>
/// <param name="Handler">Serves connections.</param>
/// <param name="Log">Where lines of the MPM go: the main server.</param>
/// <param name="Flush">Writes out what is buffered (logs); called now and then by the leader, and before the end.</param>
public sealed record ChildRuntime(ConnectionHandler Handler, ILogOrigin Log, Action Flush);

/// <summary>A log that the parent opened and children inherit under the same number.</summary>
/// <param name="Destination">The text in the configuration.</param>
/// <param name="Descriptor">The descriptor.</param>
public readonly record struct InheritedLog(string Destination, int Descriptor);
