namespace Trefoil.Mpm.Spawner;

/// <summary>How an order travels: one message on the shared socket, with descriptors. An order too long for a message comes in a memory file.</summary>
internal static class OrderMessage
{
    internal const int HeadLength = 2, LongestInline = 32 * 1024, BufferLength = LongestInline + HeadLength;

    /// <summary>Behind the head stand the order's bytes; else the last descriptor is a file with them.</summary>
    internal const byte Inline = 1, InFile = 2;

    /// <summary>The second byte of the head: whether a descriptor for standard input came along.</summary>
    internal const byte WithoutInput = 0, WithInput = 1;

    /// <summary>Places of the descriptors; input and the file follow if there.</summary>
    internal const int Channel = 0, Output = 1, Errors = 2, Input = 3, Most = 5;
}
