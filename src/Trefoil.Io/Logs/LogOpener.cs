using Trefoil.Io.Files;

namespace Trefoil.Io.Logs;

/// <summary>The logs of one configuration in the parent: opened by name, the same name once, programs behind pipes watched.</summary>
public sealed class LogOpener
{
    private readonly Dictionary<string, int> _descriptors = new(StringComparer.Ordinal);
    private readonly List<PipedLog> _programs = [];

    /// <summary>Every open destination with its descriptor.</summary>
    public IReadOnlyDictionary<string, int> Descriptors => _descriptors;

    /// <summary>The programs behind piped logs.</summary>
    public IReadOnlyList<PipedLog> Programs => _programs;

    /// <summary>The descriptor of a destination (an absolute path, or a program behind a bar), or -errno.</summary>
    public int Open(string destination)
    {
        if (_descriptors.TryGetValue(destination, out var descriptor))
            return descriptor;
        if (PipedLog.IsPiped(destination))
        {
            var program = PipedLog.Start(destination, out var error);
            if (program is null)
                return error;
            _programs.Add(program);
            descriptor = program.Descriptor;
        }
        else
            descriptor = FileSystem.OpenAppend(destination);
        if (descriptor >= 0)
            _descriptors.Add(destination, descriptor);
        return descriptor;
    }

    /// <summary>Starts programs that have ended again. To be called about once a second, or when one of the exit descriptors is readable.</summary>
    /// <param name="report">Takes a line about each.</param>
    public void Tend(Action<LogRecord> report)
    {
        foreach (var program in _programs)
        {
            if (!program.HasEnded())
                continue;
            report(new LogRecord(LogLevel.Error, "core", 106, $"piped log program '{program.Command}' failed unexpectedly", 0, null) { IsStartup = true });
            var error = program.Restart();
            if (error < 0)
                report(new LogRecord(LogLevel.Error, "core", 104, $"unable to start piped log program '{program.Command}'", -error, null) { IsStartup = true });
        }
    }

    /// <summary>Closes everything in this process. Programs end when the last child that still writes to them has ended.</summary>
    public void Close()
    {
        foreach (var program in _programs)
            program.Close();
        foreach (var (destination, descriptor) in _descriptors)
        {
            if (!PipedLog.IsPiped(destination))
                FileSystem.Close(descriptor);
        }
        _programs.Clear();
        _descriptors.Clear();
    }
}
