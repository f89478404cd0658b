using System.Runtime.CompilerServices;
using Trefoil.Io.Files;
using Trefoil.Io.Native;

namespace Trefoil.Io.Memory;

/// <summary>
/// Memory shared between processes through a descriptor. Its size is fixed and sealed at birth, so that no process can make another one fault by cutting it; pages
/// that nobody touches cost nothing. Every access is checked against the size.
/// </summary>
public sealed unsafe class SharedMemory : IDisposable
{
    private byte* _base;

    private SharedMemory(int descriptor, byte* start, long size)
    {
        Descriptor = descriptor;
        _base = start;
        Size = size;
    }

    /// <summary>The descriptor to hand on (close-on-exec).</summary>
    public int Descriptor { get; private set; }

    /// <summary>Bytes mapped.</summary>
    public long Size { get; }

    /// <summary>Makes zeroed memory; null and -errno where the system refuses.</summary>
    public static SharedMemory? Create(string name, long size, out int error)
    {
        var descriptor = LibcMemory.CreateMemoryFile(name, LibcMemory.MFD_CLOEXEC | LibcMemory.MFD_ALLOW_SEALING);
        error = descriptor < 0 ? descriptor : LibcMemory.SetLength(descriptor, size);
        if (error == 0)
            error = LibcMemory.Control(descriptor, LibcMemory.F_ADD_SEALS, LibcMemory.F_SEAL_SHRINK | LibcMemory.F_SEAL_GROW | LibcMemory.F_SEAL_SEAL);
        var memory = error >= 0 ? Map(descriptor, size, true, out error) : null;
        if (memory is null && descriptor >= 0)
            FileSystem.Close(descriptor);
        return memory;
    }

    /// <summary>Maps memory that another process made; null and -errno where that fails.</summary>
    public static SharedMemory? Attach(int descriptor, bool writable, out int error)
    {
        error = FileSystem.Stat(descriptor, out var status);
        // Inherited once; programs that this process starts have no business with it.
        LibcMemory.Control(descriptor, LibcMemory.F_SETFD, 1);
        return error == 0 ? Map(descriptor, status.Size, writable, out error) : null;
    }

    /// <summary>The value at an offset, in place.</summary>
    public ref T At<T>(long offset) where T : unmanaged
    {
        if (offset < 0 || offset > Size - sizeof(T))
            ThrowOutside(offset);
        return ref Unsafe.AsRef<T>(_base + offset);
    }

    /// <summary>Bytes at an offset, in place.</summary>
    public Span<byte> Bytes(long offset, int length)
    {
        if (offset < 0 || length < 0 || offset > Size - length)
            ThrowOutside(offset);
        return new Span<byte>(_base + offset, length);
    }

    /// <summary>Unmaps and closes.</summary>
    public void Dispose()
    {
        if (_base == null)
            return;
        LibcMemory.Unmap((nint)_base, (nuint)Size);
        FileSystem.Close(Descriptor);
        _base = null;
        Descriptor = -1;
    }

    private static SharedMemory? Map(int descriptor, long size, bool writable, out int error)
    {
        var protection = LibcMemory.PROT_READ | (writable ? LibcMemory.PROT_WRITE : 0);
        var address = LibcMemory.Map(descriptor, (nuint)size, protection, LibcMemory.MAP_SHARED | LibcMemory.MAP_NORESERVE);
        error = address is < 0 and > -4096 ? (int)address : 0;
        return error == 0 ? new SharedMemory(descriptor, (byte*)address, size) : null;
    }

    private static void ThrowOutside(long offset) => throw new ArgumentOutOfRangeException(nameof(offset), offset, "Outside of the shared memory.");
}
