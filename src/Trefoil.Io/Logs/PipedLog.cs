using Trefoil.Io.Files;
using Trefoil.Io.Processes;

namespace Trefoil.Io.Logs;

/// <summary>A program that reads log lines from its standard input; started, and started again when it dies, by the parent.</summary>
/// <remarks>The parent keeps the reading end of the pipe as well: lines written while the program is dead wait in the pipe, and no writer meets a broken one.</remarks>
public sealed class PipedLog
{
    private readonly string _command;
    private readonly int _readEnd;
    private ChildProcess? _process;

    private PipedLog(string command, int readEnd, int writeEnd)
    {
        _command = command;
        _readEnd = readEnd;
        Descriptor = writeEnd;
    }

    /// <summary>True when a destination names a program: "|program", "||program" or "|$command".</summary>
    public static bool IsPiped(string destination) => destination.StartsWith('|');

    /// <summary>Where lines go: the writing end, which children inherit.</summary>
    public int Descriptor { get; }

    /// <summary>The program's process number, 0 while there is none.</summary>
    public int ProcessId => _process?.Id ?? 0;

    /// <summary>Readable when the program has ended; -1 while there is none.</summary>
    public int ExitDescriptor => _process?.Descriptor ?? -1;

    /// <summary>The program with its arguments as written behind the bars.</summary>
    public string Command => _command.TrimStart('|', '$');

    /// <summary>Makes the pipe and starts the program. Null and -errno where that fails.</summary>
    public static PipedLog? Start(string destination, out int error)
    {
        error = Pipe.Create(out var readEnd, out var writeEnd);
        if (error < 0)
            return null;
        var log = new PipedLog(destination, readEnd, writeEnd);
        error = log.Spawn();
        if (error == 0)
            return log;
        FileSystem.Close(readEnd);
        FileSystem.Close(writeEnd);
        return null;
    }

    /// <summary>Reaps the program if it has ended; true if it had.</summary>
    public bool HasEnded()
    {
        if (_process is null)
            return true;
        if (!_process.TryReap(out _))
            return false;
        _process = null;
        return true;
    }

    /// <summary>Starts the program again on the same pipe. 0 or -errno.</summary>
    public int Restart() => Spawn();

    /// <summary>Closes our ends: the program reads to the end of what children still write, and ends.</summary>
    public void Close()
    {
        FileSystem.Close(Descriptor);
        FileSystem.Close(_readEnd);
    }

    private int Spawn()
    {
        var words = _command.StartsWith("|$", StringComparison.Ordinal) ? ["/bin/sh", "-c", Command] : LogCommand.Split(Command);
        if (words.Count == 0)
            return -Native.Errno.ENOENT;
        _process = ChildProcess.Start(
            new SpawnRequest
            {
                Path = words[0],
                Arguments = words,
                Environment = ProcessEnvironment.Current,
                Descriptors = [new InheritedDescriptor(_readEnd, 0)],
                SearchPath = true,
                // A terminal's Ctrl+C must reach the server, not the program that still has its last lines to write.
                OwnGroup = true,
            },
            out var error);
        return error;
    }
}
