using Trefoil.Configuration.Snapshots;
using Trefoil.Http.Core;
using Trefoil.Httpd.Composition;
using Trefoil.Httpd.Parent;
using Trefoil.Mpm;

namespace Trefoil.Httpd.Child;

/// <summary>A child of the server: the parent's configuration from the snapshot, the parent's logs by their descriptors.</summary>
internal sealed class ChildProgram : IChildProgram
{
    private const int MissingLog = -9;

    public ChildRuntime? Load(ReadOnlyMemory<byte> snapshot, IReadOnlyList<InheritedLog> logs, out string? error)
    {
        var descriptors = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var log in logs)
            descriptors[log.Destination] = log.Descriptor;
        var result = Snapshot.Read(snapshot.Span, new ModuleCatalog(), descriptors);
        error = result.ErrorText;
        if (result.Configuration is not { } configuration)
            return null;
        error = ErrorLogs.Attach(configuration, configuration.Facts.ProgramName, destination => descriptors.GetValueOrDefault(destination, MissingLog));
        return error is null ? LoadedServer.RuntimeOf(configuration) : null;
    }
}
