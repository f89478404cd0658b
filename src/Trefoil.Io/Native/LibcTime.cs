using System.Runtime.InteropServices;

namespace Trefoil.Io.Native;

/// <summary>Local time and its text by libc, which knows the zone files without the start-up cost of the managed zone data.</summary>
internal static unsafe partial class LibcTime
{
    [LibraryImport("libc", EntryPoint = "localtime_r")]
    private static partial BrokenDownTime* localtime_r(long* seconds, BrokenDownTime* result);

    [LibraryImport("libc", EntryPoint = "gmtime_r")]
    private static partial BrokenDownTime* gmtime_r(long* seconds, BrokenDownTime* result);

    [LibraryImport("libc", EntryPoint = "strftime")]
    private static partial nuint strftime(byte* buffer, nuint size, byte* format, BrokenDownTime* time);

    internal static BrokenDownTime Local(long unixSeconds)
    {
        BrokenDownTime time;
        return localtime_r(&unixSeconds, &time) == null ? default : time;
    }

    internal static BrokenDownTime Universal(long unixSeconds)
    {
        BrokenDownTime time;
        return gmtime_r(&unixSeconds, &time) == null ? default : time;
    }

    internal static int Format(Span<byte> buffer, string format, in BrokenDownTime time)
    {
        fixed (byte* b = buffer)
        fixed (byte* f = ByteText.Encode(format, new byte[format.Length + 1]))
        fixed (BrokenDownTime* t = &time)
            return (int)strftime(b, (nuint)buffer.Length, f, t);
    }
}

/// <summary>struct tm of glibc and musl.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct BrokenDownTime
{
    public int Second;
    public int Minute;
    public int Hour;
    public int Day;
    public int Month;
    public int YearsSince1900;
    public int WeekDay;
    public int YearDay;
    public int IsDaylightSaving;
    private readonly int _padding;
    public long OffsetSeconds;
    public nint ZoneName;
}
