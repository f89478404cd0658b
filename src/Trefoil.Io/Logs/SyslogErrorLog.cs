using Trefoil.Io.Native;

namespace Trefoil.Io.Logs;

/// <summary>Error lines to the system's log daemon. The daemon adds the time; every level is subject to LogLevel.</summary>
public sealed class SyslogErrorLog : ErrorLog
{
    [ThreadStatic]
    private static byte[]? _buffer;

    private readonly int _facility;
    private readonly ErrorLogFormats _formats;

    /// <summary>Connects to the daemon. libc knows one tag for the whole process: the last one opened.</summary>
    public SyslogErrorLog(SyslogDestination destination, string defaultTag, ErrorLogFormats? formats = null)
    {
        _facility = destination.Facility;
        _formats = formats ?? ErrorLogFormats.Default;
        LibcSyslog.Open(destination.Tag ?? defaultTag, destination.Facility);
    }

    /// <inheritdoc/>
    public override void Write(in LogRecord record)
    {
        if (record.Level == LogLevel.Notice && record.Origin is { } origin && !Log.IsEnabled(origin, record.Module, LogLevel.Notice))
            return;
        _buffer ??= new byte[FileErrorLog.MaximumLine];
        var line = new LineBuffer(_buffer.AsSpan(0, _buffer.Length - 1));
        if (_formats.Main is { } format && !record.IsStartup)
        {
            if (!format.Append(ref line, record, TimeText.NowMicroseconds))
                return;
        }
        else
            DefaultErrorLayout.Append(ref line, record, TimeText.NowMicroseconds, withTime: false);
        _buffer[line.Length] = 0;
        LibcSyslog.Send(_facility | Math.Min((int)record.Level, (int)LogLevel.Debug), _buffer.AsSpan(0, line.Length + 1));
    }
}
