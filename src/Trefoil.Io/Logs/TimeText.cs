using Trefoil.Io.Native;

namespace Trefoil.Io.Logs;

/// <summary>Times as text in the C locale: the one place that formats by strftime(3).</summary>
public static class TimeText
{
    private const string DayNames = "SunMonTueWedThuFriSat";
    private const string MonthNames = "JanFebMarAprMayJunJulAugSepOctNovDec";

    /// <summary>The time of day now, in Unix microseconds.</summary>
    public static long NowMicroseconds => (DateTime.UtcNow.Ticks - DateTime.UnixEpoch.Ticks) / TimeSpan.TicksPerMicrosecond;

    /// <summary>Formats a time by a strftime(3) format; what does not fit into the buffer gives nothing. Returns the length.</summary>
    public static int Strftime(Span<byte> buffer, string format, long unixMicroseconds, bool universal = false)
    {
        if (format.Length == 0 || buffer.IsEmpty)
            return 0;
        var seconds = FloorSeconds(unixMicroseconds);
        return LibcTime.Format(buffer, format, universal ? LibcTime.Universal(seconds) : LibcTime.Local(seconds));
    }

    /// <summary>Formats a time by a strftime(3) format.</summary>
    public static string Strftime(string format, long unixMicroseconds, bool universal = false)
    {
        Span<byte> buffer = stackalloc byte[1024];
        return System.Text.Encoding.Latin1.GetString(buffer[..Strftime(buffer, format, unixMicroseconds, universal)]);
    }

    /// <summary>Offset of local time from UTC at that moment, in seconds.</summary>
    public static int LocalOffsetSeconds(long unixMicroseconds) => (int)LibcTime.Local(FloorSeconds(unixMicroseconds)).OffsetSeconds;

    /// <summary>Appends "Sun Nov 22 00:27:13.964317 2026" in local time, the fraction and the zone if asked for.</summary>
    internal static void AppendCtime(ref LineBuffer line, long unixMicroseconds, bool withFraction, bool withZone)
    {
        var time = LibcTime.Local(FloorSeconds(unixMicroseconds));
        line.Append(DayNames.AsSpan(time.WeekDay * 3, 3));
        line.Append(' ');
        line.Append(MonthNames.AsSpan(time.Month * 3, 3));
        line.Append(' ');
        line.AppendDigits(time.Day, 2);
        line.Append(' ');
        AppendClock(ref line, time, unixMicroseconds, withFraction);
        line.Append(' ');
        line.AppendDigits(time.YearsSince1900 + 1900, 4);
        if (withZone)
            AppendZone(ref line, time);
    }

    /// <summary>Appends "2026-11-22 00:52:36.379867" in local time.</summary>
    internal static void AppendCompact(ref LineBuffer line, long unixMicroseconds, bool withFraction, bool withZone)
    {
        var time = LibcTime.Local(FloorSeconds(unixMicroseconds));
        line.AppendDigits(time.YearsSince1900 + 1900, 4);
        line.Append('-');
        line.AppendDigits(time.Month + 1, 2);
        line.Append('-');
        line.AppendDigits(time.Day, 2);
        line.Append(' ');
        AppendClock(ref line, time, unixMicroseconds, withFraction);
        if (withZone)
            AppendZone(ref line, time);
    }

    private static void AppendClock(ref LineBuffer line, in BrokenDownTime time, long unixMicroseconds, bool withFraction)
    {
        line.AppendDigits(time.Hour, 2);
        line.Append(':');
        line.AppendDigits(time.Minute, 2);
        line.Append(':');
        line.AppendDigits(time.Second, 2);
        if (!withFraction)
            return;
        line.Append('.');
        line.AppendDigits((int)(unixMicroseconds - FloorSeconds(unixMicroseconds) * 1_000_000), 6);
    }

    private static void AppendZone(ref LineBuffer line, in BrokenDownTime time)
    {
        var minutes = (int)Math.Abs(time.OffsetSeconds) / 60;
        line.Append(time.OffsetSeconds < 0 ? " -" : " +");
        line.AppendDigits(minutes / 60, 2);
        line.AppendDigits(minutes % 60, 2);
    }

    private static long FloorSeconds(long microseconds) => microseconds >= 0 ? microseconds / 1_000_000 : (microseconds - 999_999) / 1_000_000;
}
