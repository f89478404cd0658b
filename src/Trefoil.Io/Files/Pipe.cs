using Trefoil.Io.Native;

namespace Trefoil.Io.Files;

/// <summary>Anonymous pipes, and putting one descriptor in the place of another.</summary>
public static class Pipe
{
    /// <summary>Makes a pipe, both ends close-on-exec and blocking. 0 or -errno.</summary>
    public static int Create(out int readEnd, out int writeEnd) => LibcPipes.Create(out readEnd, out writeEnd);

    /// <summary>Makes a pipe to or from a program: our end does not block, the program's does. 0 or -errno.</summary>
    public static int CreateFor(bool weRead, out int ours, out int theirs)
    {
        var error = LibcPipes.Create(out var readEnd, out var writeEnd);
        (ours, theirs) = weRead ? (readEnd, writeEnd) : (writeEnd, readEnd);
        if (error == 0)
            SetNonBlocking(ours);
        return error;
    }

    /// <summary>Operations on the descriptor no longer wait.</summary>
    public static void SetNonBlocking(int descriptor) => LibcMemory.Control(descriptor, LibcMemory.F_SETFL, LibcMemory.O_NONBLOCK);

    /// <summary>Makes <paramref name="to"/> stand for what <paramref name="from"/> stands for (dup2; not close-on-exec). 0 or -errno.</summary>
    public static int Duplicate(int from, int to) => LibcPipes.Duplicate(from, to);
}
