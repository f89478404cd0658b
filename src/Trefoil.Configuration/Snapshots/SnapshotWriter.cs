using System.Buffers.Binary;
using System.Text;

namespace Trefoil.Configuration.Snapshots;

/// <summary>Writes numbers, texts and blobs behind each other, little-endian, texts as Latin-1 with their length in front.</summary>
internal sealed class SnapshotWriter
{
    private readonly MemoryStream _stream = new();

    internal byte[] ToArray() => _stream.ToArray();

    internal void Number(int value)
    {
        Span<byte> bytes = stackalloc byte[4];
        BinaryPrimitives.WriteInt32LittleEndian(bytes, value);
        _stream.Write(bytes);
    }

    internal void Text(string? text) => Blob(text is null ? null : Encoding.Latin1.GetBytes(text));

    /// <summary>Null has the length -1.</summary>
    internal void Blob(byte[]? data)
    {
        Number(data?.Length ?? -1);
        _stream.Write(data);
    }

    internal void Texts(IReadOnlyCollection<string> texts)
    {
        Number(texts.Count);
        foreach (var text in texts)
            Text(text);
    }
}
