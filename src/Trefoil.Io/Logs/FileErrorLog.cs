using Trefoil.Io.Files;

namespace Trefoil.Io.Logs;

/// <summary>Error lines to a descriptor: a file opened for appending, a pipe to a program, or standard error.</summary>
public sealed class FileErrorLog : ErrorLog
{
    /// <summary>Longest line, its end included; what is longer is cut.</summary>
    internal const int MaximumLine = 8192;

    [ThreadStatic]
    private static byte[]? _buffer;

    private readonly int _descriptor;
    private readonly ErrorLogFormats _formats;

    /// <summary>Makes a log on an open descriptor, which it does not own.</summary>
    public FileErrorLog(int descriptor, ErrorLogFormats? formats = null)
    {
        _descriptor = descriptor;
        _formats = formats ?? ErrorLogFormats.Default;
    }

    /// <summary>Start-up messages on the terminal.</summary>
    public static FileErrorLog StandardError { get; } = new(2);

    /// <summary>The descriptor that lines go to.</summary>
    public int Descriptor => _descriptor;

    /// <inheritdoc/>
    public override void Write(in LogRecord record)
    {
        var now = TimeText.NowMicroseconds;
        if (!record.IsStartup)
            WriteOpeningLines(record, now);
        var line = new LineBuffer(Room());
        if (_formats.Main is { } format && !record.IsStartup)
        {
            if (!format.Append(ref line, record, now))
                return;
        }
        else
            DefaultErrorLayout.Append(ref line, record, now, withTime: true);
        Send(line);
    }

    private void WriteOpeningLines(in LogRecord record, long now)
    {
        if (_formats.Connection.Count > 0 && record.Origin?.ConnectionIdentity?.Announce() == true)
            WriteAll(_formats.Connection, record, now);
        if (_formats.Request.Count > 0 && record.Origin?.RequestIdentity?.Announce() == true)
            WriteAll(_formats.Request, record, now);
    }

    private void WriteAll(IReadOnlyList<ErrorLogFormat> formats, in LogRecord record, long now)
    {
        for (var i = 0; i < formats.Count; i++)
        {
            var line = new LineBuffer(Room());
            if (formats[i].Append(ref line, record, now))
                Send(line);
        }
    }

    // The last place stays free for the line end; one write keeps lines whole between threads and processes.
    private static Span<byte> Room() => (_buffer ??= new byte[MaximumLine]).AsSpan(0, MaximumLine - 1);

    private void Send(LineBuffer line)
    {
        var whole = _buffer.AsSpan(0, line.Length + 1);
        whole[^1] = (byte)'\n';
        FileSystem.WriteAll(_descriptor, whole);
    }
}
