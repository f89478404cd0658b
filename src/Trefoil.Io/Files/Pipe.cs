using Trefoil.Io.Native;

namespace Trefoil.Io.Files;

/// <summary>Anonymous pipes, and putting one descriptor in the place of another.</summary>
public static class Pipe
{
    /// <summary>Makes a pipe, both ends close-on-exec and blocking. 0 or -errno.</summary>
    public static int Create(out int readEnd, out int writeEnd) => LibcPipes.Create(out readEnd, out writeEnd);

    /// <summary>Makes <paramref name="to"/> stand for what <paramref name="from"/> stands for (dup2; not close-on-exec). 0 or -errno.</summary>
    public static int Duplicate(int from, int to) => LibcPipes.Duplicate(from, to);
}
