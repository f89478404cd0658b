using Trefoil.Io.Logs;
using Trefoil.Io.Processes;

namespace Trefoil.Mpm.Parent;

/// <summary>The parent's log lines.</summary>
internal static class ParentLog
{
    internal static void Write(Generation generation, LogLevel level, string module, int code, string text, int errno = 0) =>
        Log.Write(generation.Server, level, module, code, text, errno);

    /// <summary>A line that carries its code in its text.</summary>
    internal static void WriteBare(Generation generation, string text) => Log.Write(generation.Server, LogLevel.Error, "core", 0, text);

    /// <summary>Deaths by TERM, HUP, USR1 and KILL are somebody's wish; others are crashes.</summary>
    internal static void ReportExit(Generation generation, ChildHandle child, ExitStatus status)
    {
        if (status.Signal is 0 or Signals.TERM or Signals.HUP or Signals.USR1 or Signals.KILL)
            return;
        var text = $"child pid {child.Process.Id} exit signal {Signals.Describe(status.Signal)} ({status.Signal})";
        if (status.DumpedCore)
        {
            var directory = generation.Settings.CoreDumpDirectory ?? generation.Loaded.Context.ServerRoot;
            Write(generation, LogLevel.Notice, "core", 51, $"{text}, possible coredump in {directory}");
        }
        else
        {
            Write(generation, LogLevel.Notice, "core", 52, text);
        }
    }

    internal static void ReportLimit(Generation generation, LimitReport report)
    {
        var codes = generation.Codes;
        if (report == LimitReport.Reached)
            Write(generation, LogLevel.Error, codes.Module, codes.LimitReached, "server reached MaxRequestWorkers setting, consider raising the MaxRequestWorkers setting");
        else if (report == LimitReport.Near)
            Write(generation, LogLevel.Error, codes.Module, codes.WithinSpare, "server is within MinSpareThreads of MaxRequestWorkers, consider raising the MaxRequestWorkers setting");
    }

    internal static void ReportBusy(Generation generation, int spawning, Census census)
    {
        var hint = generation.Limits.Mpm == MpmKind.Prefork ? "StartServers, or Min/MaxSpareServers" : "StartServers, ThreadsPerChild or Min/MaxSpareThreads";
        Write(generation, LogLevel.Info, generation.Codes.Module, generation.Codes.Busy,
            $"server seems busy, (you may need to increase {hint}), spawning {spawning} children, there are {census.Idle} idle, and {census.Children} total children");
    }

    /// <summary>One step of the timetable against one child.</summary>
    internal static void Enforce(Generation generation, ChildHandle child, ReclaimAction action)
    {
        switch (action)
        {
            case ReclaimAction.Terminate:
                Write(generation, LogLevel.Warn, "core", 45, $"child process {child.Process.Id} still did not exit, sending a SIGTERM");
                child.Process.Signal(Signals.TERM);
                break;
            case ReclaimAction.Kill:
                Write(generation, LogLevel.Error, "core", 46, $"child process {child.Process.Id} still did not exit, sending a SIGKILL");
                child.Process.Signal(Signals.KILL);
                break;
            case ReclaimAction.GiveUp:
                Write(generation, LogLevel.Error, "core", 47, $"could not make child process {child.Process.Id} exit, attempting to continue anyway");
                break;
        }
    }

    /// <summary>The lines of every start and restart.</summary>
    internal static void ReportResuming(Generation generation, IServerProgram program)
    {
        var codes = generation.Codes;
        Write(generation, LogLevel.Notice, codes.Module, codes.ResumingNormal, $"{program.Description} configured -- resuming normal operations");
        Write(generation, LogLevel.Info, codes.Module, codes.Built, $"Server built: {program.Built}");
        Write(generation, LogLevel.Notice, "core", 94, $"Command line: '{program.CommandLine}'");
        Write(generation, LogLevel.Debug, "core", 2639, $"Using SO_REUSEPORT: yes ({generation.Buckets})");
        if (codes.AcceptMutex != 0)
            Write(generation, LogLevel.Debug, codes.Module, codes.AcceptMutex, $"Accept mutex: {generation.AcceptMutex} (default: none)");
    }
}
