namespace Trefoil.Http.Http1;

/// <summary>Header fields that the server itself acts on, as bits: which of them a request has.</summary>
[Flags]
internal enum KnownFields
{
    None = 0,
    Host = 1,
    Connection = 2,
    ContentLength = 4,
    TransferEncoding = 8,
    Expect = 16,
    Upgrade = 32,
    Range = 64,
    IfModifiedSince = 128,
    IfNoneMatch = 256,
    /// <summary>If-Match, If-Unmodified-Since, If-Range.</summary>
    OtherCondition = 512,
    Folded = 1024,

    /// <summary>The fields that a prebuilt response cannot take account of.</summary>
    NeedsWholePath = ContentLength | TransferEncoding | Expect | Upgrade | Range | OtherCondition | Folded,
}

/// <summary>
/// A parsed request head: places of its parts in the receive buffer, nothing copied. One for each thread, refilled for every request; valid as long as the buffer is.
/// </summary>
internal sealed class RequestHead
{
    private Field[] _fields = new Field[32];

    /// <summary>The whole head with its empty line.</summary>
    internal int Length;

    /// <summary>Start of the request line (behind empty lines).</summary>
    internal int LineStart;

    internal int LineLength;
    internal int MethodLength;
    internal int TargetStart;
    internal int TargetLength;

    /// <summary>Major * 1000 + minor.</summary>
    internal int Protocol;

    internal int FieldCount;
    internal KnownFields Known;
    internal int HostIndex;
    internal int HostCount;
    internal int ConnectionIndex;
    internal int NoneMatchIndex;
    internal int ModifiedSinceIndex;
    internal RejectionReason Rejection;

    /// <summary>Where the field stands that was refused.</summary>
    internal int RejectedStart, RejectedLength;

    /// <summary>True once the request line was found good, so that a timeout has somebody to answer.</summary>
    internal bool HasLine;

    internal ref readonly Field this[int index] => ref _fields[index];

    internal void Reset()
    {
        Length = LineStart = LineLength = MethodLength = TargetStart = TargetLength = Protocol = FieldCount = HostCount = RejectedStart = RejectedLength = 0;
        HostIndex = ConnectionIndex = NoneMatchIndex = ModifiedSinceIndex = -1;
        Known = KnownFields.None;
        Rejection = RejectionReason.None;
        HasLine = false;
    }

    internal void AddField(in Field field)
    {
        if (FieldCount == _fields.Length)
            Array.Resize(ref _fields, _fields.Length * 2);
        _fields[FieldCount++] = field;
    }

    /// <summary>Makes the latest field longer by a continuation line.</summary>
    internal void FoldInto(int valueEnd)
    {
        ref var field = ref _fields[FieldCount - 1];
        field = field with { ValueLength = valueEnd - field.ValueStart };
        Known |= KnownFields.Folded;
    }

    /// <summary>A field's name and value by place.</summary>
    internal readonly record struct Field(int NameStart, int NameLength, int ValueStart, int ValueLength)
    {
        internal ReadOnlySpan<byte> Name(ReadOnlySpan<byte> head) => head.Slice(NameStart, NameLength);

        internal ReadOnlySpan<byte> Value(ReadOnlySpan<byte> head) => head.Slice(ValueStart, ValueLength);
    }
}
