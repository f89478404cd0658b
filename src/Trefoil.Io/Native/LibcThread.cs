using System.Runtime.InteropServices;

namespace Trefoil.Io.Native;

/// <summary>The kernel's name for the current thread.</summary>
internal static partial class LibcThread
{
    [ThreadStatic]
    private static int _id;

    [LibraryImport("libc", EntryPoint = "gettid")]
    private static partial int gettid();

    internal static int Id => _id != 0 ? _id : _id = gettid();
}
