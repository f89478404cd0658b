using Trefoil.Io.Files;
using Trefoil.Io.Native;

namespace Trefoil.Io.Sockets;

/// <summary>
/// One end of a SOCK_SEQPACKET pair between two processes: whole messages, descriptors included. The end of file on one side is the news that the other side is gone.
/// </summary>
public sealed class ControlChannel
{
    /// <summary>Wraps one end.</summary>
    public ControlChannel(int descriptor) => Descriptor = descriptor;

    /// <summary>This end (close-on-exec), or -1 once closed.</summary>
    public int Descriptor { get; private set; }

    /// <summary>Makes a pair. 0 or -errno.</summary>
    public static int CreatePair(out ControlChannel here, out ControlChannel there)
    {
        var result = LibcSockets.Pair(LibcSockets.SOCK_SEQPACKET, out var first, out var second);
        here = new ControlChannel(result == 0 ? first : -1);
        there = new ControlChannel(result == 0 ? second : -1);
        return result;
    }

    /// <summary>Sends a message without waiting. 0 or -errno (-EPIPE when the other side is gone).</summary>
    public int Send(ReadOnlySpan<byte> message, params ReadOnlySpan<int> descriptors)
    {
        var sent = LibcSockets.SendMessage(Descriptor, message, descriptors, LibcSockets.MSG_DONTWAIT);
        return sent < 0 ? sent : 0;
    }

    /// <summary>Sends a message, waiting for room (as long as <see cref="LimitSendWait"/> says). 0 or -errno.</summary>
    public int SendWaiting(ReadOnlySpan<byte> message, params ReadOnlySpan<int> descriptors)
    {
        var sent = LibcSockets.SendMessage(Descriptor, message, descriptors, 0);
        return sent < 0 ? sent : 0;
    }

    /// <summary>Bounds every later wait for room; shared by all processes that hold this end.</summary>
    public void LimitSendWait(int seconds) => LibcSockets.SetTimeout(Descriptor, LibcSockets.SO_SNDTIMEO, seconds);

    /// <summary>Receives a message: its length, 0 when the other side is gone, -EAGAIN when there is none and <paramref name="wait"/> is false.</summary>
    public int Receive(Span<byte> buffer, Span<int> descriptors, out int descriptorCount, bool wait = false) =>
        LibcSockets.ReceiveMessage(Descriptor, buffer, descriptors, out descriptorCount, wait ? 0 : LibcSockets.MSG_DONTWAIT);

    /// <summary>Closes this end.</summary>
    public void Close()
    {
        if (Descriptor >= 0)
            FileSystem.Close(Descriptor);
        Descriptor = -1;
    }
}
