using System.Globalization;
using System.Text;
using Trefoil.Configuration;
using Trefoil.Httpd.CommandLine;
using Trefoil.Io.Files;
using Trefoil.Io.Native;
using Trefoil.Io.Processes;
using Trefoil.Mpm.Settings;

namespace Trefoil.Httpd.Starting;

/// <summary>The server that a pid file tells of.</summary>
internal sealed class RunningServer
{
    private RunningServer(string pidFile, int pid, bool isRunning)
    {
        PidFile = pidFile;
        Pid = pid;
        IsRunning = isRunning;
    }

    internal string PidFile { get; }

    /// <summary>The number in the file, 0 without a file.</summary>
    internal int Pid { get; }

    internal bool IsRunning { get; }

    /// <summary>Reads the pid file of a configuration. Null where it is there but unusable; the reason was said then.</summary>
    internal static RunningServer? Find(HttpdConfiguration configuration)
    {
        var path = configuration.ResolvePath(configuration.MainServer.Settings.Get<MpmSettings>().PidFile ?? Installation.PidFile);
        var bytes = FileSystem.ReadAll(path, out var error, 64 * 1024);
        if (bytes is null && error == -Errno.ENOENT)
            return new RunningServer(path, 0, false);
        if (bytes is null)
            return Refuse(path, $"({-error}){Errno.Text(-error)}: ");
        var text = Encoding.Latin1.GetString(bytes);
        var digits = 0;
        while (digits < text.Length && char.IsAsciiDigit(text[digits]))
            digits++;
        if (digits == 0 || text.Length > 256 || !int.TryParse(text.AsSpan(0, digits), NumberStyles.None, CultureInfo.InvariantCulture, out var pid) || pid <= 0)
            return Refuse(path, $"({Errno.EINVAL}){Errno.Text(Errno.EINVAL)}: ");
        // EPERM means that somebody else's process lives under that number.
        var alive = CurrentProcess.Signal(pid, 0) is 0 or -Errno.EPERM;
        return new RunningServer(path, pid, alive && pid != Environment.ProcessId && !IsZombie(pid) && MayBeServer(pid));
    }

    /// <summary>Sends the signal of a verb; gives the exit code.</summary>
    internal int Tell(Verb verb)
    {
        var signal = verb switch
        {
            Verb.Stop => Signals.TERM,
            Verb.Restart => Signals.HUP,
            Verb.Graceful => Signals.USR1,
            _ => Signals.WINCH,
        };
        var error = CurrentProcess.Signal(Pid, signal);
        if (error == 0)
            return 0;
        Terminal.Complain($"({-error}){Errno.Text(-error)}: AH00057: sending signal to server\n");
        return 1;
    }

    /// <summary>What is said where no server runs.</summary>
    internal string NotRunning => Pid == 0 ? "httpd (no pid file) not running\n" : $"httpd (pid {Pid}?) not running\n";

    /// <summary>In a container whose first process reaps nobody, a server that has ended keeps its number.</summary>
    private static bool IsZombie(int pid) =>
        FileSystem.ReadAll($"/proc/{pid}/stat", out _) is { } bytes && Encoding.Latin1.GetString(bytes).Contains(") Z ", StringComparison.Ordinal);

    /// <summary>After a crash the number may belong to something else by now: then its program has another name. Where that cannot be seen, it counts as the server.</summary>
    private static bool MayBeServer(int pid)
    {
        var its = ProgramOf(pid.ToString(CultureInfo.InvariantCulture));
        return its is null || its == ProgramOf("self");
    }

    private static string? ProgramOf(string process)
    {
        const string Replaced = " (deleted)";
        if (FileSystem.ReadLink($"/proc/{process}/exe", out _) is not { } path)
            return null;
        if (path.EndsWith(Replaced, StringComparison.Ordinal))
            path = path[..^Replaced.Length];
        return path[(path.LastIndexOf('/') + 1)..];
    }

    private static RunningServer? Refuse(string path, string reason)
    {
        Terminal.Complain($"{reason}AH00058: Error retrieving pid file {path}\nAH00059: Remove it before continuing if it is corrupted.\n");
        return null;
    }
}
