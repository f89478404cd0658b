using Trefoil.Io.Logs;

namespace Trefoil.Mpm.Parent;

/// <summary>Keeps the pid file of a running server, and tells the log.</summary>
internal sealed class PidFileKeeper
{
    private PidFile? _file;

    /// <summary>Writes it where the configuration wants it; false and a reason where that fails. A file under a former name goes.</summary>
    /// <param name="generation">The configuration.</param>
    /// <param name="predecessor">The process that we take over from, whose number in the file is no surprise; 0 for none.</param>
    /// <param name="reason">Why not.</param>
    internal bool Write(Generation generation, int predecessor, out string reason)
    {
        reason = "";
        var path = generation.Loaded.Context.ResolvePath(generation.Settings.PidFile ?? "logs/httpd.pid");
        var former = _file;
        if (former?.Path != path)
            _file = new PidFile(path);
        var file = _file!;
        var isExpected = predecessor != 0 && file.Read() == predecessor;
        var error = file.Write();
        if (error == 0)
        {
            if (file.WasOverwritten && !isExpected)
                ParentLog.Write(generation, LogLevel.Warn, "core", 98, $"pid file {path} overwritten -- Unclean shutdown of previous Apache run?");
            if (former is not null && former != file)
                former.Remove();
            return true;
        }
        ParentLog.Write(generation, LogLevel.Error, "core", 99, $"could not create {path}", -error);
        reason = $"httpd: could not log pid to file {path}";
        ParentLog.Write(generation, LogLevel.Error, "core", 100, reason);
        return false;
    }

    internal void Remove(Generation generation)
    {
        if (_file is not { } file)
            return;
        var error = file.Remove();
        if (error == 0)
            ParentLog.Write(generation, LogLevel.Info, "core", 96, $"removed PID file {file.Path} (pid={Environment.ProcessId})");
        else if (error < 0)
            ParentLog.Write(generation, LogLevel.Error, "core", 95, $"failed to remove PID file {file.Path}", -error);
    }
}
