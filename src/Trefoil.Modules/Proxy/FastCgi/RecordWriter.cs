using System.Buffers.Binary;
using Trefoil.Http.Messages;
using Trefoil.Http.Output;

namespace Trefoil.Modules.Proxy.FastCgi;

/// <summary>Puts the records of a request together, all with request id 1: a connection carries one request at a time.</summary>
internal static class RecordWriter
{
    internal const ushort RequestId = 1;

    /// <summary>Longest content of one record.</summary>
    internal const int MaxContent = 65535;

    private const byte KeepConnection = 1;

    internal static void Begin(ByteBuffer buffer, ApplicationRole role, bool keepsConnection)
    {
        Span<byte> record = stackalloc byte[RecordHeader.Length + 8];
        record.Clear();
        Header(RecordType.BeginRequest, 8).Write(record);
        BinaryPrimitives.WriteUInt16BigEndian(record[RecordHeader.Length..], (ushort)role);
        record[RecordHeader.Length + 2] = keepsConnection ? KeepConnection : (byte)0;
        buffer.Append(record);
    }

    /// <summary>
    /// Every variable in order, in as many records as it takes, and the empty record behind them. A pair may lie across two records: the stream is one.
    /// </summary>
    internal static void Parameters(ByteBuffer buffer, HeaderTable variables)
    {
        using var pairs = new ByteBuffer(4096);
        for (var i = 0; i < variables.Count; i++)
            ParameterEncoding.Append(pairs, variables[i].Key, variables[i].Value);
        Stream(buffer, RecordType.Parameters, pairs.Written);
        End(buffer, RecordType.Parameters);
    }

    /// <summary>A piece of a stream as one record or more.</summary>
    internal static void Stream(ByteBuffer buffer, RecordType type, ReadOnlySpan<byte> content)
    {
        while (!content.IsEmpty)
        {
            var piece = content[..Math.Min(content.Length, MaxContent)];
            WriteHeader(buffer, type, piece.Length);
            buffer.Append(piece);
            content = content[piece.Length..];
        }
    }

    /// <summary>The empty record that ends a stream.</summary>
    internal static void End(ByteBuffer buffer, RecordType type) => WriteHeader(buffer, type, 0);

    /// <summary>The header of a record whose content is sent separately.</summary>
    internal static RecordHeader Header(RecordType type, int contentLength) => new(RecordHeader.CurrentVersion, type, RequestId, (ushort)contentLength, 0);

    private static void WriteHeader(ByteBuffer buffer, RecordType type, int contentLength)
    {
        Span<byte> header = stackalloc byte[RecordHeader.Length];
        Header(type, contentLength).Write(header);
        buffer.Append(header);
    }
}
