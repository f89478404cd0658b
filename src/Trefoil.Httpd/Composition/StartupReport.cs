using Trefoil.Io.Files;
using Trefoil.Io.Logs;
using Trefoil.Io.Native;

namespace Trefoil.Httpd.Composition;

/// <summary>Messages before logs are open: to standard error, or to the file of -E, from the level of -e on.</summary>
internal sealed class StartupReport
{
    private readonly LogLevel _threshold;
    private readonly FileErrorLog _log = FileErrorLog.StandardError;

    internal StartupReport(LogLevel threshold, string? file, string programName)
    {
        _threshold = threshold;
        if (file is null)
            return;
        var descriptor = FileSystem.OpenAppend(file);
        if (descriptor >= 0)
            _log = new FileErrorLog(descriptor);
        else
            Terminal.Complain($"({-descriptor}){Errno.Text(-descriptor)}: AH00086: {programName}: could not open error log file {file}.\n");
    }

    internal void Write(LogRecord record)
    {
        if (record.Level <= _threshold)
            _log.Write(record with { IsStartup = IsBare(record.Code) });
    }

    internal void WriteText(string text) => FileSystem.WriteAll(_log.Descriptor, System.Text.Encoding.Latin1.GetBytes(text));

    /// <summary>What is said while text is read (an undefined variable, a module loaded twice) has time and module in front, all else stands bare.</summary>
    private static bool IsBare(int code) => code is not (111 or 1574);
}
