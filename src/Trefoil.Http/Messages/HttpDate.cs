namespace Trefoil.Http.Messages;

/// <summary>Dates of header fields: written as RFC 9110's IMF-fixdate, read in its three forms. Times are Unix microseconds or seconds.</summary>
public static class HttpDate
{
    /// <summary>Length of an IMF-fixdate.</summary>
    public const int Length = 29;

    private static ReadOnlySpan<byte> Days => "SunMonTueWedThuFriSat"u8;

    private static ReadOnlySpan<byte> Months => "JanFebMarAprMayJunJulAugSepOctNovDec"u8;

    /// <summary>"Sun, 06 Nov 1994 08:49:37 GMT" of a time in Unix microseconds.</summary>
    public static string Format(long microseconds) =>
        string.Create(Length, FloorToSeconds(microseconds), static (text, seconds) =>
        {
            Span<byte> bytes = stackalloc byte[Length];
            FormatSeconds(seconds, bytes);
            for (var i = 0; i < Length; i++)
                text[i] = (char)bytes[i];
        });

    /// <summary>Writes the 29 bytes of a time in Unix seconds.</summary>
    public static void FormatSeconds(long seconds, Span<byte> target)
    {
        var time = DateTime.UnixEpoch.AddSeconds(Math.Clamp(seconds, -62135596800L, 253402300799L));
        Days.Slice((int)time.DayOfWeek * 3, 3).CopyTo(target);
        target[3] = (byte)',';
        target[4] = (byte)' ';
        TwoDigits(time.Day, target[5..]);
        target[7] = (byte)' ';
        Months.Slice((time.Month - 1) * 3, 3).CopyTo(target[8..]);
        target[11] = (byte)' ';
        TwoDigits(time.Year / 100, target[12..]);
        TwoDigits(time.Year % 100, target[14..]);
        target[16] = (byte)' ';
        TwoDigits(time.Hour, target[17..]);
        target[19] = (byte)':';
        TwoDigits(time.Minute, target[20..]);
        target[22] = (byte)':';
        TwoDigits(time.Second, target[23..]);
        " GMT"u8.CopyTo(target[25..]);
    }

    /// <summary>Reads a date in Unix microseconds; null where it is none. Accepts IMF-fixdate, RFC 850 and asctime forms as apr_date_parse_http.</summary>
    public static long? Parse(string text)
    {
        var at = text.AsSpan().TrimStart(' ');
        var comma = at.IndexOf(' ');
        if (comma < 0)
            return null;
        var rest = at[(comma + 1)..].TrimStart(' ');
        if (rest.Length >= 18 && char.IsAsciiDigit(rest[0]) && rest[2] == ' ')
            return ParseImf(rest);
        if (rest.Length >= 16 && char.IsAsciiDigit(rest[0]) && rest[2] == '-')
            return ParseRfc850(rest);
        return rest.Length >= 20 ? ParseAsctime(rest) : null;
    }

    private static long FloorToSeconds(long microseconds) => Math.DivRem(microseconds, 1_000_000) is var (quotient, remainder) && remainder < 0 ? quotient - 1 : microseconds / 1_000_000;

    private static void TwoDigits(int value, Span<byte> target)
    {
        target[0] = (byte)('0' + value / 10);
        target[1] = (byte)('0' + value % 10);
    }

    // "06 Nov 1994 08:49:37 GMT"
    private static long? ParseImf(ReadOnlySpan<char> s) =>
        s.Length >= 21 && s[20] == ' ' && s[6] == ' ' && s[11] == ' '
            ? Compose(Number(s[7..11]), s[3..6], Number(s[..2]), s[12..])
            : null;

    // "06-Nov-94 08:49:37 GMT"
    private static long? ParseRfc850(ReadOnlySpan<char> s)
    {
        if (s.Length < 18 || s[6] != '-' || s[9] != ' ')
            return null;
        var year = Number(s[7..9]);
        return year < 0 ? null : Compose(year < 70 ? year + 2000 : year + 1900, s[3..6], Number(s[..2]), s[10..]);
    }

    // "Nov  6 08:49:37 1994"
    private static long? ParseAsctime(ReadOnlySpan<char> s)
    {
        if (s[3] != ' ' || s[6] != ' ' || s[15] != ' ')
            return null;
        var day = s[4] == ' ' ? Number(s[5..6]) : Number(s[4..6]);
        return Compose(Number(s[16..20]), s[..3], day, s[7..]);
    }

    private static long? Compose(int year, ReadOnlySpan<char> monthName, int day, ReadOnlySpan<char> clock)
    {
        if (clock.Length < 8 || clock[2] != ':' || clock[5] != ':')
            return null;
        var month = MonthOf(monthName);
        var hour = Number(clock[..2]);
        var minute = Number(clock[3..5]);
        var second = Number(clock[6..8]);
        if (year < 1 || month == 0 || hour is < 0 or > 23 || minute is < 0 or > 59 || second is < 0 or > 61)
            return null;
        if (day < 1 || day > DateTime.DaysInMonth(year, month))
            return null;
        var ticks = new DateTime(year, month, day, hour, minute, 0, DateTimeKind.Utc).Ticks - DateTime.UnixEpoch.Ticks;
        return ticks / TimeSpan.TicksPerMicrosecond + second * 1_000_000L;
    }

    private static int MonthOf(ReadOnlySpan<char> name)
    {
        for (var month = 0; month < 12; month++)
        {
            var expected = Months.Slice(month * 3, 3);
            if ((name[0] | 0x20) == (expected[0] | 0x20) && (name[1] | 0x20) == expected[1] && (name[2] | 0x20) == expected[2])
                return month + 1;
        }
        return 0;
    }

    private static int Number(ReadOnlySpan<char> digits)
    {
        var value = 0;
        foreach (var c in digits)
        {
            if (!char.IsAsciiDigit(c))
                return -1;
            value = value * 10 + c - '0';
        }
        return value;
    }
}
