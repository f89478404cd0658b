using Trefoil.Io.Files;
using Trefoil.Io.Memory;
using Trefoil.Io.Native;

namespace Trefoil.Io.Tests.Memory;

public sealed class SharedMemoryTests
{
    [Fact]
    public void NobodyCanCutOrGrowIt()
    {
        using var memory = SharedMemory.Create("x", 8192, out _)!;
        Assert.Equal(-Errno.EPERM, LibcMemory.SetLength(memory.Descriptor, 4096));
        Assert.Equal(-Errno.EPERM, LibcMemory.SetLength(memory.Descriptor, 16384));
    }

    [Fact]
    public void AccessOutsideIsRefused()
    {
        using var memory = SharedMemory.Create("x", 4096, out _)!;
        memory.At<long>(4088) = 1;
        Assert.Throws<ArgumentOutOfRangeException>(() => memory.At<long>(4089));
        Assert.Throws<ArgumentOutOfRangeException>(() => memory.At<long>(-1));
        Assert.Throws<ArgumentOutOfRangeException>(() => memory.Bytes(4000, 97).Length);
    }

    [Fact]
    public void AMemoryFileCannotBeChanged()
    {
        var file = MemoryFile.Create("x", [1, 2, 3]);
        Assert.Equal(-Errno.EPERM, FileSystem.Write(file, [4]));
        Assert.Equal([1, 2, 3], MemoryFile.Read(file, out _)!);
        FileSystem.Close(file);
    }
}
