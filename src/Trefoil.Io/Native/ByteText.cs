using System.Runtime.CompilerServices;

namespace Trefoil.Io.Native;

/// <summary>Zero-terminated bytes of a byte string for one system call; on the stack when short.</summary>
/// <remarks>Strings of the server are byte strings: one char (0-255) is one byte, so names with any bytes survive.</remarks>
internal static class ByteText
{
    internal const int StackLength = 512;

    /// <summary>Copies the chars as bytes behind each other with a zero at the end; the buffer must have text.Length + 1 places.</summary>
    internal static ReadOnlySpan<byte> Encode(string text, Span<byte> buffer)
    {
        for (var i = 0; i < text.Length; i++)
            buffer[i] = (byte)text[i];
        buffer[text.Length] = 0;
        return buffer[..(text.Length + 1)];
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static bool HasNul(string text) => text.Contains('\0');
}
