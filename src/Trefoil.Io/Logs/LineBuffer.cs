namespace Trefoil.Io.Logs;

/// <summary>Builds one line of bytes in a buffer that the caller owns; what does not fit is cut.</summary>
internal ref struct LineBuffer
{
    private readonly Span<byte> _buffer;

    internal LineBuffer(Span<byte> buffer) => _buffer = buffer;

    internal int Length { get; private set; }

    internal readonly ReadOnlySpan<byte> Written => _buffer[..Length];

    internal readonly Span<byte> Free => _buffer[Length..];

    internal void Advance(int count) => Length += count;

    internal void CutTo(int length) => Length = length;

    internal void Append(char c)
    {
        if (Length < _buffer.Length)
            _buffer[Length++] = (byte)c;
    }

    internal void Append(ReadOnlySpan<char> text)
    {
        foreach (var c in text)
            Append(c);
    }

    internal void Append(long number)
    {
        if (System.Buffers.Text.Utf8Formatter.TryFormat(number, Free, out var count))
            Length += count;
    }

    internal void AppendDigits(int number, int width)
    {
        if (number.TryFormat(Free, out var count, width switch { 2 => "D2", 4 => "D4", 5 => "D5", _ => "D6" }, System.Globalization.CultureInfo.InvariantCulture))
            Length += count;
    }

    /// <summary>Appends text in which control characters, backslashes and bytes above 0x7e stand as escapes, so that no client can forge a line.</summary>
    internal void AppendEscaped(ReadOnlySpan<char> text)
    {
        foreach (var c in text)
        {
            switch (c)
            {
                case '\\':
                    Append("\\\\");
                    break;
                case '\b':
                    Append("\\b");
                    break;
                case '\n':
                    Append("\\n");
                    break;
                case '\r':
                    Append("\\r");
                    break;
                case '\t':
                    Append("\\t");
                    break;
                case '\v':
                    Append("\\v");
                    break;
                case >= ' ' and <= '~':
                    Append(c);
                    break;
                default:
                    Append("\\x");
                    Append(HexDigit((c >> 4) & 15));
                    Append(HexDigit(c & 15));
                    break;
            }
        }
    }

    private static char HexDigit(int value) => "0123456789abcdef"[value];
}
