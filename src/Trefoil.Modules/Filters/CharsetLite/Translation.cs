using System.Text;

namespace Trefoil.Modules.Filters.CharsetLite;

/// <summary>Bytes of one encoding to those of another, in pieces; characters may be cut between pieces.</summary>
internal sealed class Translation(Encoding from, Encoding to)
{
    private readonly Decoder _decoder = from.GetDecoder();
    private readonly Encoder _encoder = to.GetEncoder();

    /// <summary>Translates a piece; null where it holds what is no text, or what the other encoding cannot say.</summary>
    internal byte[]? Translate(ReadOnlySpan<byte> piece, bool isLast)
    {
        try
        {
            var characters = new char[_decoder.GetCharCount(piece, isLast)];
            var count = _decoder.GetChars(piece, characters, isLast);
            var result = new byte[_encoder.GetByteCount(characters.AsSpan(0, count), isLast)];
            var length = _encoder.GetBytes(characters.AsSpan(0, count), result, isLast);
            return length == result.Length ? result : result[..length];
        }
        catch (Exception fault) when (fault is DecoderFallbackException or EncoderFallbackException)
        {
            return null;
        }
    }
}
