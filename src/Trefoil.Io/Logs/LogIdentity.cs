using System.Buffers.Text;
using Trefoil.Io.Processes;

namespace Trefoil.Io.Logs;

/// <summary>The id that lines about one request or connection share (%L), and whether its opening line has been written.</summary>
public sealed class LogIdentity
{
    private static int _counter;
    private string? _id;
    private int _announced;

    /// <summary>Makes an identity, with an id of its own where one is known already.</summary>
    public LogIdentity(string? id = null) => _id = id;

    /// <summary>Eleven characters, made on first use from time, process, thread and a counter.</summary>
    public string Id => _id ??= Make();

    /// <summary>True for the first caller only.</summary>
    internal bool Announce() => Interlocked.Exchange(ref _announced, 1) == 0;

    /// <summary>Makes it fit for another request or connection.</summary>
    public void Reset()
    {
        _id = null;
        _announced = 0;
    }

    private static string Make()
    {
        var id = (ulong)TimeText.NowMicroseconds << 16;
        id ^= (ulong)Environment.ProcessId << 40;
        id ^= (ulong)CurrentProcess.ThreadId << 32;
        id ^= (uint)Interlocked.Increment(ref _counter) & 0xffff;
        Span<byte> bytes = stackalloc byte[8];
        System.Buffers.Binary.BinaryPrimitives.WriteUInt64LittleEndian(bytes, id);
        Span<byte> text = stackalloc byte[12];
        Base64.EncodeToUtf8(bytes, text, out _, out _);
        return System.Text.Encoding.Latin1.GetString(text[..11]);
    }
}
