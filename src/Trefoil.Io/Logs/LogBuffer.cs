using Trefoil.Io.Files;

namespace Trefoil.Io.Logs;

/// <summary>One thread's lines for one log that are not yet written. The lock is free but for the once-a-second flush.</summary>
internal sealed class LogBuffer
{
    private readonly Lock _gate = new();
    private readonly int _descriptor;
    private readonly byte[] _lines;
    private int _length;

    internal LogBuffer(int descriptor, int capacity, bool isBuffered)
    {
        _descriptor = descriptor;
        _lines = new byte[capacity];
        IsBuffered = isBuffered;
    }

    internal bool IsBuffered { get; }

    internal bool HasLines => Volatile.Read(ref _length) > 0;

    internal void Append(ReadOnlySpan<byte> line)
    {
        lock (_gate)
        {
            if (line.Length > _lines.Length - _length)
                WriteOut();
            if (line.Length > _lines.Length)
            {
                FileSystem.WriteAll(_descriptor, line);
                return;
            }
            line.CopyTo(_lines.AsSpan(_length));
            _length += line.Length;
        }
    }

    internal void Flush()
    {
        lock (_gate)
            WriteOut();
    }

    private void WriteOut()
    {
        if (_length > 0)
            FileSystem.WriteAll(_descriptor, _lines.AsSpan(0, _length));
        _length = 0;
    }
}
