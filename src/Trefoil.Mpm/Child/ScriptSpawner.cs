using Trefoil.Io.Files;
using Trefoil.Io.Memory;
using Trefoil.Io.Reactors;
using Trefoil.Io.Sockets;
using Trefoil.Mpm.Spawner;

namespace Trefoil.Mpm.Child;

/// <summary>A child's way to the spawner: orders go out without waiting for an answer, which comes on the channel of the order.</summary>
public sealed class ScriptSpawner
{
    private readonly ControlChannel _orders;

    internal ScriptSpawner(int descriptor) => _orders = new ControlChannel(descriptor);

    /// <summary>The spawner of this process; null where no module needs one.</summary>
    public static ScriptSpawner? Current { get; internal set; }

    /// <summary>
    /// Orders a program. The descriptors stay the caller's and should be closed by it at once. 0 and our end of the order's channel (non-blocking, answers are
    /// <see cref="SpawnAnswer"/>s), or -errno. Closing the channel ends the program if it still runs.
    /// </summary>
    /// <param name="order">The program.</param>
    /// <param name="input">Its standard input, or -1 for an empty one.</param>
    /// <param name="output">Its standard output.</param>
    /// <param name="errors">Its standard error.</param>
    /// <param name="channel">Our end of the channel.</param>
    public int Start(ScriptOrder order, int input, int output, int errors, out int channel)
    {
        channel = -1;
        var error = ControlChannel.CreatePair(out var here, out var there);
        if (error < 0)
            return error;
        var bytes = OrderFormat.Write(order);
        var file = bytes.Length > OrderMessage.LongestInline ? MemoryFile.Create("order", bytes) : -1;
        error = Send(bytes, file, [there.Descriptor, output, errors, input, file]);
        if (file >= 0)
            FileSystem.Close(file);
        there.Close();
        if (error < 0)
        {
            here.Close();
            return error;
        }
        Pipe.SetNonBlocking(here.Descriptor);
        channel = here.Descriptor;
        return 0;
    }

    private int Send(byte[] bytes, int file, ReadOnlySpan<int> all)
    {
        Span<int> descriptors = stackalloc int[OrderMessage.Most];
        var count = 0;
        foreach (var descriptor in all)
        {
            if (descriptor >= 0)
                descriptors[count++] = descriptor;
        }
        var message = new byte[OrderMessage.HeadLength + (file < 0 ? bytes.Length : 0)];
        message[0] = file < 0 ? OrderMessage.Inline : OrderMessage.InFile;
        message[1] = all[OrderMessage.Input] >= 0 ? OrderMessage.WithInput : OrderMessage.WithoutInput;
        if (file < 0)
            bytes.CopyTo(message, OrderMessage.HeadLength);
        var error = _orders.Send(message, descriptors[..count]);
        if (error != -Io.Native.Errno.EAGAIN)
            return error;
        // The spawner has many orders before it: they wait in the kernel, and so does this thread for a moment.
        using (Blocking.Enter())
            return _orders.SendWaiting(message, descriptors[..count]);
    }
}
