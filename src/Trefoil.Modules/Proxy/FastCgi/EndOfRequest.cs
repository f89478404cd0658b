using System.Buffers.Binary;

namespace Trefoil.Modules.Proxy.FastCgi;

/// <summary>The content of an END_REQUEST record, gathered as it comes.</summary>
internal struct EndOfRequest
{
    private ulong _bytes;
    private int _count;

    /// <summary>True when the five bytes that mean something are there.</summary>
    internal readonly bool IsWhole => _count >= 5;

    /// <summary>The program's exit code.</summary>
    internal readonly int ApplicationStatus => (int)(uint)(_bytes >> 32);

    /// <summary>What became of the request.</summary>
    internal readonly ProtocolStatus ProtocolStatus => (ProtocolStatus)(byte)(_bytes >> 24);

    internal void Append(ReadOnlySpan<byte> content)
    {
        foreach (var value in content)
        {
            if (_count >= 8)
                return;
            _bytes |= (ulong)value << (56 - 8 * _count++);
        }
    }

    /// <summary>The record's content as sent by an application.</summary>
    internal static void Write(Span<byte> content, int applicationStatus, ProtocolStatus protocolStatus)
    {
        content.Clear();
        BinaryPrimitives.WriteInt32BigEndian(content, applicationStatus);
        content[4] = (byte)protocolStatus;
    }
}
