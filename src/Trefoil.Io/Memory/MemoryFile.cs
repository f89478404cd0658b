using Trefoil.Io.Files;
using Trefoil.Io.Native;

namespace Trefoil.Io.Memory;

/// <summary>Bytes in an anonymous file that a descriptor hands to another process and that nobody can change any more.</summary>
public static class MemoryFile
{
    /// <summary>Makes a sealed file of these bytes. Descriptor (close-on-exec) or -errno.</summary>
    public static int Create(string name, ReadOnlySpan<byte> data)
    {
        var descriptor = LibcMemory.CreateMemoryFile(name, LibcMemory.MFD_CLOEXEC | LibcMemory.MFD_ALLOW_SEALING);
        if (descriptor < 0)
            return descriptor;
        var result = FileSystem.WriteAll(descriptor, data);
        if (result == 0)
        {
            result = LibcMemory.Control(descriptor, LibcMemory.F_ADD_SEALS,
                LibcMemory.F_SEAL_SHRINK | LibcMemory.F_SEAL_GROW | LibcMemory.F_SEAL_WRITE | LibcMemory.F_SEAL_SEAL);
        }
        if (result >= 0)
            return descriptor;
        FileSystem.Close(descriptor);
        return result;
    }

    /// <summary>All bytes, whoever else holds the same open file; null and -errno otherwise.</summary>
    public static byte[]? Read(int descriptor, out int error)
    {
        error = FileSystem.Stat(descriptor, out var status);
        if (error < 0)
            return null;
        var data = new byte[status.Size];
        for (var at = 0; at < data.Length;)
        {
            // The offset is shared between all children, so only positioned reads are safe.
            var got = FileSystem.ReadAt(descriptor, data.AsSpan(at), at);
            if (got <= 0)
            {
                error = got < 0 ? got : -Errno.EIO;
                return null;
            }
            at += got;
        }
        return data;
    }
}
