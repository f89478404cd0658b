using System.Buffers.Binary;
using Trefoil.Http.Messages;
using Trefoil.Http.Output;

namespace Trefoil.Modules.Proxy.Uwsgi;

/// <summary>The head of a uwsgi request: modifiers 0 and the length in four bytes, then variables with two-byte lengths, little endian.</summary>
internal static class UwsgiPacket
{
    /// <summary>False where the variables are longer than the packet's two-byte length can say.</summary>
    internal static bool TryWrite(ByteBuffer buffer, HeaderTable variables)
    {
        var length = 0L;
        for (var i = 0; i < variables.Count; i++)
        {
            var (name, value) = variables[i];
            if (name.Length > ushort.MaxValue || value.Length > ushort.MaxValue)
                return false;
            length += 4 + name.Length + value.Length;
        }
        if (length > ushort.MaxValue)
            return false;
        Span<byte> head = stackalloc byte[4];
        head[0] = 0;
        BinaryPrimitives.WriteUInt16LittleEndian(head[1..], (ushort)length);
        head[3] = 0;
        buffer.Append(head);
        for (var i = 0; i < variables.Count; i++)
        {
            AppendText(buffer, variables[i].Key);
            AppendText(buffer, variables[i].Value);
        }
        return true;
    }

    private static void AppendText(ByteBuffer buffer, string text)
    {
        Span<byte> length = stackalloc byte[2];
        BinaryPrimitives.WriteUInt16LittleEndian(length, (ushort)text.Length);
        buffer.Append(length);
        buffer.Append(text);
    }
}
