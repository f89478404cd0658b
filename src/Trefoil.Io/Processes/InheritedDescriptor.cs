using Trefoil.Io.Native;

namespace Trefoil.Io.Processes;

/// <summary>A descriptor of ours and the number it gets in the new process.</summary>
public readonly record struct InheritedDescriptor(int Here, int There)
{
    /// <summary>Keeps a descriptor that we inherited from being inherited once more.</summary>
    public static void SetCloseOnExec(int descriptor) => LibcMemory.Control(descriptor, LibcMemory.F_SETFD, 1);
}
