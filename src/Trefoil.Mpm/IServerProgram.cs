using Trefoil.Configuration.Directives;
using Trefoil.Io.Reactors;

namespace Trefoil.Mpm;

/// <summary>The server as the parent sees it; implemented where the server is composed.</summary>
public interface IServerProgram
{
    /// <summary>Server version for "configured -- resuming normal operations": "Trefoil/0.1.0 (Unix)".</summary>
    string Description { get; }

    /// <summary>Build date for the log.</summary>
    string Built { get; }

    /// <summary>The command line as typed, for the log.</summary>
    string CommandLine { get; }

    /// <summary>Reads the configuration anew for a restart and opens its logs. Null where it is refused; the reason was reported.</summary>
    LoadedConfiguration? Reload();

    /// <summary>Writes a line to where start-up errors go (the terminal while no log is open).</summary>
    void WriteStartup(string line);
}

/// <summary>One configuration in the parent, ready to be served.</summary>
public abstract class LoadedConfiguration
{
    /// <summary>The configuration.</summary>
    public abstract ConfigurationContext Context { get; }

    /// <summary>The configuration as bytes for children.</summary>
    public abstract ReadOnlyMemory<byte> Snapshot { get; }

    /// <summary>Descriptors of all logs.</summary>
    public abstract IReadOnlyList<InheritedLog> Logs { get; }

    /// <summary>Descriptors of memory that its children share.</summary>
    public virtual IReadOnlyCollection<int> SharedDescriptors => [];

    /// <summary>It becomes the one in effect: standard error goes to its main error log.</summary>
    public abstract void Activate();

    /// <summary>Called about once a second and after a child has ended: restart dead log programs and the like.</summary>
    public virtual void Tend()
    {
    }

    /// <summary>No generation uses it any more: close its logs in the parent.</summary>
    public abstract void Close();

    /// <summary>A runtime in this very process, for one-process mode.</summary>
    public abstract ChildRuntime CreateRuntime();
}
