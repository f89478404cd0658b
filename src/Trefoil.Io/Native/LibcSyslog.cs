using System.Runtime.InteropServices;

namespace Trefoil.Io.Native;

/// <summary>syslog(3). The variadic call is safe with integer arguments only, which is all that "%s" needs.</summary>
internal static unsafe partial class LibcSyslog
{
    private const int LOG_PID = 1, LOG_CONS = 2, LOG_NDELAY = 8;

    private static byte* _identity;

    [LibraryImport("libc", EntryPoint = "openlog")]
    private static partial void openlog(byte* identity, int options, int facility);

    [LibraryImport("libc", EntryPoint = "syslog")]
    private static partial void syslog(int priority, byte* format, byte* message);

    /// <summary>Opens at once, so that a later chroot does not matter. libc keeps the pointer to the name: it is never freed.</summary>
    internal static void Open(string identity, int facility)
    {
        _identity = (byte*)NativeMemory.Alloc((nuint)identity.Length + 1);
        ByteText.Encode(identity, new Span<byte>(_identity, identity.Length + 1));
        openlog(_identity, LOG_PID | LOG_CONS | LOG_NDELAY, facility);
    }

    /// <summary>Sends one message, which must end with a zero byte.</summary>
    internal static void Send(int priority, ReadOnlySpan<byte> message)
    {
        fixed (byte* format = "%s\0"u8)
        fixed (byte* m = message)
            syslog(priority, format, m);
    }
}
