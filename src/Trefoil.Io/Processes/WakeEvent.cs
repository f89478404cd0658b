using Trefoil.Io.Files;
using Trefoil.Io.Native;

namespace Trefoil.Io.Processes;

/// <summary>A descriptor that any thread can make readable, to end another thread's wait.</summary>
public sealed class WakeEvent : IDisposable
{
    /// <summary>Makes one.</summary>
    public WakeEvent()
    {
        Descriptor = LibcEpoll.CreateEvent();
        if (Descriptor < 0)
            throw new IOException(Errno.Text(-Descriptor));
    }

    /// <summary>The descriptor to wait for.</summary>
    public int Descriptor { get; }

    /// <summary>Makes it readable until <see cref="Clear"/>.</summary>
    public void Set() => FileSystem.Write(Descriptor, [1, 0, 0, 0, 0, 0, 0, 0]);

    /// <summary>Makes it unreadable again.</summary>
    public void Clear()
    {
        Span<byte> count = stackalloc byte[8];
        FileSystem.Read(Descriptor, count);
    }

    /// <summary>Closes it.</summary>
    public void Dispose() => FileSystem.Close(Descriptor);
}
