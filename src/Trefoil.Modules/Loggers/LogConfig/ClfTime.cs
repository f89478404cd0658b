using Trefoil.Io.Logs;

namespace Trefoil.Modules.Loggers.LogConfig;

/// <summary>"[10/Oct/2000:13:55:36 -0700]" in local time; the text of the latest second is kept for each thread.</summary>
internal static class ClfTime
{
    private const int Length = 28;

    [ThreadStatic]
    private static byte[]? _text;

    [ThreadStatic]
    private static long _second;

    internal static void Append(LogLineWriter line, long microseconds)
    {
        var second = microseconds / 1_000_000;
        if (_text is null || _second != second)
        {
            _text ??= new byte[Length];
            Format(_text, second);
            _second = second;
        }
        line.Append(_text);
    }

    private static void Format(Span<byte> text, long second)
    {
        var offset = TimeText.LocalOffsetSeconds(second * 1_000_000);
        var time = DateTime.UnixEpoch.AddSeconds(second + offset);
        text[0] = (byte)'[';
        Digits(text[1..], time.Day, 2);
        text[3] = (byte)'/';
        "JanFebMarAprMayJunJulAugSepOctNovDec"u8.Slice((time.Month - 1) * 3, 3).CopyTo(text[4..]);
        text[7] = (byte)'/';
        Digits(text[8..], time.Year, 4);
        text[12] = (byte)':';
        Digits(text[13..], time.Hour, 2);
        text[15] = (byte)':';
        Digits(text[16..], time.Minute, 2);
        text[18] = (byte)':';
        Digits(text[19..], time.Second, 2);
        text[21] = (byte)' ';
        text[22] = offset < 0 ? (byte)'-' : (byte)'+';
        var minutes = Math.Abs(offset) / 60;
        Digits(text[23..], minutes / 60, 2);
        Digits(text[25..], minutes % 60, 2);
        text[27] = (byte)']';
    }

    private static void Digits(Span<byte> text, int value, int width)
    {
        for (var i = width - 1; i >= 0; i--, value /= 10)
            text[i] = (byte)('0' + value % 10);
    }
}
