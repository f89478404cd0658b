using System.Buffers;
using System.Buffers.Text;
using System.Globalization;
using System.Net;

namespace Trefoil.Modules.Loggers.LogConfig;

/// <summary>Builds access-log lines as bytes in a buffer that is used again for the next line. One instance a thread; it allocates only to grow.</summary>
internal sealed class LogLineWriter
{
    private static readonly SearchValues<char> NeedsEscape = SearchValues.Create([.. Unsafe()]);
    private static readonly SearchValues<byte> NeedsEscapeBytes = SearchValues.Create([.. Unsafe().Select(static c => (byte)c)]);

    [ThreadStatic]
    private static LogLineWriter? _ofThread;

    private byte[] _buffer = new byte[1024];
    private int _length;

    /// <summary>This thread's writer, emptied.</summary>
    internal static LogLineWriter Rent()
    {
        var writer = _ofThread ??= new LogLineWriter();
        writer._length = 0;
        return writer;
    }

    internal int Length => _length;

    internal ReadOnlySpan<byte> Written => _buffer.AsSpan(0, _length);

    /// <summary>Forgets everything behind a place.</summary>
    internal void CutTo(int length) => _length = length;

    internal void Append(byte value)
    {
        if (_length == _buffer.Length)
            Grow(1);
        _buffer[_length++] = value;
    }

    internal void Append(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length > _buffer.Length - _length)
            Grow(bytes.Length);
        bytes.CopyTo(_buffer.AsSpan(_length));
        _length += bytes.Length;
    }

    /// <summary>Text that is known to need no escapes.</summary>
    internal void AppendPlain(ReadOnlySpan<char> text)
    {
        if (text.Length > _buffer.Length - _length)
            Grow(text.Length);
        var target = _buffer.AsSpan(_length, text.Length);
        for (var i = 0; i < text.Length; i++)
            target[i] = (byte)text[i];
        _length += text.Length;
    }

    /// <summary>Text from a client: quotes, backslashes, control characters and bytes above 0x7e become escapes, so that nobody can forge a line.</summary>
    internal void AppendEscaped(ReadOnlySpan<char> text)
    {
        while (!text.IsEmpty)
        {
            var plain = text.IndexOfAny(NeedsEscape);
            if (plain < 0)
            {
                AppendPlain(text);
                return;
            }
            AppendPlain(text[..plain]);
            AppendEscape(text[plain]);
            text = text[(plain + 1)..];
        }
    }

    /// <summary>The same for bytes.</summary>
    internal void AppendEscaped(ReadOnlySpan<byte> text)
    {
        while (true)
        {
            var plain = text.IndexOfAny(NeedsEscapeBytes);
            if (plain < 0)
            {
                Append(text);
                return;
            }
            Append(text[..plain]);
            AppendEscape((char)text[plain]);
            text = text[(plain + 1)..];
        }
    }

    /// <summary>A value from a client, or "-" where there is none.</summary>
    internal void AppendValue(string? value)
    {
        if (value is null)
            Append((byte)'-');
        else
            AppendEscaped(value);
    }

    internal void AppendNumber(long value)
    {
        if (_buffer.Length - _length < 20)
            Grow(20);
        Utf8Formatter.TryFormat(value, _buffer.AsSpan(_length), out var count);
        _length += count;
    }

    /// <summary>A number with zeros in front.</summary>
    internal void AppendDigits(int value, int width)
    {
        if (_buffer.Length - _length < width)
            Grow(width);
        for (var i = width - 1; i >= 0; i--)
        {
            _buffer[_length + i] = (byte)('0' + value % 10);
            value /= 10;
        }
        _length += width;
    }

    internal void AppendHex(ulong value)
    {
        if (_buffer.Length - _length < 16)
            Grow(16);
        value.TryFormat(_buffer.AsSpan(_length), out var count, "x", CultureInfo.InvariantCulture);
        _length += count;
    }

    internal void AppendAddress(IPAddress address)
    {
        if (_buffer.Length - _length < 65)
            Grow(65);
        if (address.IsIPv4MappedToIPv6)
            address = address.MapToIPv4();
        address.TryFormat(_buffer.AsSpan(_length), out var count);
        _length += count;
    }

    private void AppendEscape(char c)
    {
        Append((byte)'\\');
        switch (c)
        {
            case '"' or '\\':
                Append((byte)c);
                break;
            case '\b':
                Append((byte)'b');
                break;
            case '\n':
                Append((byte)'n');
                break;
            case '\r':
                Append((byte)'r');
                break;
            case '\t':
                Append((byte)'t');
                break;
            case '\v':
                Append((byte)'v');
                break;
            default:
                Append((byte)'x');
                Append("0123456789abcdef"u8[(c >> 4) & 15]);
                Append("0123456789abcdef"u8[c & 15]);
                break;
        }
    }

    private void Grow(int more) => Array.Resize(ref _buffer, Math.Max(_buffer.Length * 2, _length + more));

    private static IEnumerable<char> Unsafe()
    {
        for (var c = '\0'; c <= '\u00ff'; c++)
        {
            if (c is < ' ' or > '~' or '"' or '\\')
                yield return c;
        }
    }
}
