using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Trefoil.Modules.Metadata.UniqueId;

/// <summary>
/// Makes names of 27 characters: seconds (4 bytes), ten random bytes of this process, a counter (2 bytes) and the thread (4 bytes), in base 64 with
/// "@" and "-" in place of "+" and "/".
/// </summary>
internal static class UniqueIds
{
    private const int Length = 20;
    private const string Alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789@-";

    private static readonly byte[] Root = RandomNumberGenerator.GetBytes(10);
    private static int _counter = RandomNumberGenerator.GetInt32(ushort.MaxValue);

    internal static string Next(long microseconds)
    {
        Span<byte> id = stackalloc byte[Length];
        BinaryPrimitives.WriteUInt32BigEndian(id, (uint)(microseconds / 1_000_000));
        Root.CopyTo(id[4..]);
        BinaryPrimitives.WriteUInt16BigEndian(id[14..], (ushort)Interlocked.Increment(ref _counter));
        BinaryPrimitives.WriteInt32BigEndian(id[16..], Environment.CurrentManagedThreadId);
        return Encode(id);
    }

    internal static string Encode(ReadOnlySpan<byte> bytes)
    {
        Span<char> text = stackalloc char[(bytes.Length * 8 + 5) / 6];
        for (var i = 0; i < text.Length; i++)
        {
            var bit = i * 6;
            int pair = bytes[bit / 8] << 8;
            if (bit / 8 + 1 < bytes.Length)
                pair |= bytes[bit / 8 + 1];
            text[i] = Alphabet[(pair >> (10 - bit % 8)) & 63];
        }
        return new string(text);
    }
}
