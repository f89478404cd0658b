using Trefoil.Io.Files;

namespace Trefoil.Io.Logs;

/// <summary>Whole lines to an access log from many threads. Between <see cref="BeginBatch"/> and <see cref="EndBatch"/> a thread gathers its lines and writes them at once.</summary>
/// <remarks>
/// Outside of a batch each line is one write, unless the log is buffered (BufferedLogs): then lines wait until the buffer is full, or
/// <see cref="FlushAll"/> comes round (once a second, and when the process ends). A line is never torn: writes end at line ends,
/// and to a pipe, which other processes write into as well, they are no longer than the kernel keeps whole.
/// </remarks>
public sealed class LogWriter
{
    private const int PipeBuffer = 4096;
    private const int FileBuffer = 32 * 1024;

    private static readonly Lock Gate = new();
    private static readonly List<LogBuffer> AllBuffers = [];
    private static int _writers;

    [ThreadStatic]
    private static LogBuffer?[]? _threadBuffers;

    [ThreadStatic]
    private static bool _inBatch;

    private readonly int _index;
    private readonly int _capacity;
    private readonly bool _isBuffered;

    /// <summary>Makes a writer on an open descriptor, which it does not own.</summary>
    public LogWriter(int descriptor, bool isBuffered = false)
    {
        Descriptor = descriptor;
        _isBuffered = isBuffered;
        _capacity = FileSystem.Stat(descriptor, out var status) == 0 && status.Kind == FileKind.Regular ? FileBuffer : PipeBuffer;
        _index = Interlocked.Increment(ref _writers) - 1;
    }

    /// <summary>Where lines go.</summary>
    public int Descriptor { get; }

    /// <summary>From here on this thread gathers lines; it promises to call <see cref="EndBatch"/> before it waits for anything.</summary>
    public static void BeginBatch() => _inBatch = true;

    /// <summary>Writes what this thread has gathered, but for logs that are buffered by configuration.</summary>
    public static void EndBatch()
    {
        _inBatch = false;
        var buffers = _threadBuffers;
        if (buffers is null)
            return;
        foreach (var buffer in buffers)
        {
            if (buffer is { HasLines: true, IsBuffered: false })
                buffer.Flush();
        }
    }

    /// <summary>Writes what any thread has gathered.</summary>
    public static void FlushAll()
    {
        lock (Gate)
        {
            foreach (var buffer in AllBuffers)
                buffer.Flush();
        }
    }

    /// <summary>Adds one line, its end included.</summary>
    public void Append(ReadOnlySpan<byte> line)
    {
        if (!_inBatch && !_isBuffered)
            FileSystem.WriteAll(Descriptor, line);
        else
            BufferOfThread().Append(line);
    }

    /// <summary>Writes what this thread has gathered for this log.</summary>
    public void Flush()
    {
        var buffers = _threadBuffers;
        if (buffers is not null && _index < buffers.Length)
            buffers[_index]?.Flush();
    }

    private LogBuffer BufferOfThread()
    {
        var buffers = _threadBuffers;
        return buffers is not null && _index < buffers.Length && buffers[_index] is { } buffer ? buffer : AddBuffer();
    }

    private LogBuffer AddBuffer()
    {
        if (_threadBuffers is null || _index >= _threadBuffers.Length)
            Array.Resize(ref _threadBuffers, _index + 1);
        var buffer = new LogBuffer(Descriptor, _capacity, _isBuffered);
        _threadBuffers[_index] = buffer;
        lock (Gate)
            AllBuffers.Add(buffer);
        return buffer;
    }
}
