using System.Runtime.InteropServices;
using Trefoil.Io.Files;
using Trefoil.Io.Native;

namespace Trefoil.Io.Processes;

/// <summary>
/// Signals as something a loop can wait for: the handler only notes the number and makes an eventfd readable. Nothing acts on a signal except the loop.
/// </summary>
public sealed class SignalQueue : IDisposable
{
    private readonly List<PosixSignalRegistration> _registrations = [];
    private long _pending;

    /// <summary>Starts to catch these signals; their default actions no longer happen.</summary>
    public SignalQueue(params ReadOnlySpan<int> signals)
    {
        Descriptor = LibcEpoll.CreateEvent();
        if (Descriptor < 0)
            throw new IOException(Errno.Text(-Descriptor));
        foreach (var signal in signals)
        {
            var number = signal;
            _registrations.Add(PosixSignalRegistration.Create((PosixSignal)number, context =>
            {
                context.Cancel = true;
                Add(number);
            }));
        }
    }

    /// <summary>Readable while signals wait.</summary>
    public int Descriptor { get; }

    /// <summary>Notes a signal as if it had arrived.</summary>
    public void Add(int signal)
    {
        Interlocked.Or(ref _pending, 1L << signal);
        ReadOnlySpan<byte> one = [1, 0, 0, 0, 0, 0, 0, 0];
        FileSystem.Write(Descriptor, one);
    }

    /// <summary>All signals that arrived since the last call, as a set of bits by number; repeats of one count once, as signals do.</summary>
    public long Take()
    {
        Span<byte> count = stackalloc byte[8];
        FileSystem.Read(Descriptor, count);
        return Interlocked.Exchange(ref _pending, 0);
    }

    /// <summary>True when the set holds the signal.</summary>
    public static bool Contains(long set, int signal) => (set >> signal & 1) != 0;

    /// <summary>Stops catching.</summary>
    public void Dispose()
    {
        foreach (var registration in _registrations)
            registration.Dispose();
        FileSystem.Close(Descriptor);
    }
}
