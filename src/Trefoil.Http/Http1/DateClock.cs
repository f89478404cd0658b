namespace Trefoil.Http.Http1;

/// <summary>The value of the Date field, formatted once a second for the whole child (RFC 9110, 5.6.7).</summary>
internal static class DateClock
{
    internal const int Length = 29;

    private static volatile Stamp _current = new(0, new byte[Length]);

    /// <summary>The 29 bytes for a moment in Unix seconds.</summary>
    internal static ReadOnlySpan<byte> Bytes(long unixSeconds)
    {
        var stamp = _current;
        return stamp.UnixSeconds == unixSeconds ? stamp.Text : Renew(unixSeconds);
    }

    private static byte[] Renew(long unixSeconds)
    {
        var text = new byte[Length];
        DateTimeOffset.FromUnixTimeSeconds(unixSeconds).TryFormat(text, out _, "R");
        _current = new Stamp(unixSeconds, text);
        return text;
    }

    private sealed record Stamp(long UnixSeconds, byte[] Text);
}
