using System.Globalization;
using System.Text;
using Trefoil.Io.Files;
using Trefoil.Io.Processes;
using Trefoil.Io.Sockets;

namespace Trefoil.Mpm.Parent;

/// <summary>
/// Another executable takes over the server: it is started with our listening sockets and tells by a pipe when its children serve. Until then it is an ordinary child process, and
/// if it fails, nothing has happened.
/// </summary>
internal sealed class Upgrade
{
    /// <summary>Tells the new process from whom it takes over.</summary>
    internal const string PredecessorVariable = "TREFOIL_PREDECESSOR";

    private const int Patience = 60_000;

    private readonly StringBuilder _said = new();

    private Upgrade(ChildProcess process, int verdict)
    {
        Process = process;
        Verdict = verdict;
        Deadline = Environment.TickCount64 + Patience;
    }

    internal ChildProcess Process { get; }

    /// <summary>The descriptor that the new process speaks through; -1 once it has spoken.</summary>
    internal int Verdict { get; private set; }

    /// <summary>When it is no longer waited for.</summary>
    internal long Deadline { get; }

    /// <summary>Starts the executable that lies where ours lay. Null and -errno where that fails.</summary>
    internal static Upgrade? Start(SuccessorCommand command, IReadOnlyList<Listener> listeners, out int error)
    {
        error = Pipe.Create(out var readEnd, out var writeEnd);
        if (error < 0)
            return null;
        var sockets = listeners.Select(static listener => listener.Descriptor).Distinct().ToList();
        var status = InheritedListeners.First + sockets.Count;
        var descriptors = sockets.Select(static (socket, i) => new InheritedDescriptor(socket, InheritedListeners.First + i)).Append(new InheritedDescriptor(writeEnd, status));
        var process = ChildProcess.Start(
            new SpawnRequest
            {
                Path = command.Path,
                Arguments = command.Arguments,
                Environment =
                [
                    .. InheritedListeners.Announce(ProcessEnvironment.Current.Where(row => !row.StartsWith(command.StatusVariable + "=", StringComparison.Ordinal)
                        && !row.StartsWith(PredecessorVariable + "=", StringComparison.Ordinal)), sockets.Count),
                    string.Create(CultureInfo.InvariantCulture, $"{command.StatusVariable}={status}"),
                    string.Create(CultureInfo.InvariantCulture, $"{PredecessorVariable}={Environment.ProcessId}"),
                ],
                Descriptors = [.. descriptors],
            },
            out error);
        FileSystem.Close(writeEnd);
        if (process is not null)
            return new Upgrade(process, readEnd);
        FileSystem.Close(readEnd);
        return null;
    }

    /// <summary>Hears what it says: null while it has not finished, "" for success, else the reason of its failure.</summary>
    internal string? Hear()
    {
        Span<byte> buffer = stackalloc byte[1024];
        var got = FileSystem.Read(Verdict, buffer);
        if (got > 0)
        {
            _said.Append(Encoding.Latin1.GetString(buffer[..got]));
            if (_said[^1] != '\n')
                return null;
        }
        Close();
        var text = _said.ToString().TrimEnd('\n');
        return text == "listening" ? "" : text.Length == 0 ? "it ended without a word, see the lines before" : text;
    }

    /// <summary>Hears no more.</summary>
    internal void Close()
    {
        if (Verdict >= 0)
            FileSystem.Close(Verdict);
        Verdict = -1;
    }
}
