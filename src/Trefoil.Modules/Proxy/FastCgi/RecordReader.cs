namespace Trefoil.Modules.Proxy.FastCgi;

/// <summary>What <see cref="RecordReader.Next"/> found.</summary>
internal enum RecordEvent
{
    /// <summary>All bytes are used up; read more.</summary>
    NeedsInput,
    /// <summary>A record has begun; see <see cref="RecordReader.Header"/>.</summary>
    Begin,
    /// <summary>A part of the record's content.</summary>
    Content,
    /// <summary>The record is over, padding included.</summary>
    End,
}

/// <summary>
/// Takes a byte stream apart into records without waiting for whole ones: content is given out as it comes, so a record of 64 KB needs no buffer of its own.
/// </summary>
internal sealed class RecordReader
{
    private readonly byte[] _headerBytes = new byte[RecordHeader.Length];
    private int _headerLength;
    private int _contentLeft;
    private int _paddingLeft;
    private Step _step;

    private enum Step
    {
        Header,
        Content,
        Padding,
    }

    /// <summary>The record that has begun last.</summary>
    internal RecordHeader Header { get; private set; }

    /// <summary>True between two records: an end of the stream here breaks nothing off.</summary>
    internal bool IsBetweenRecords => _step == Step.Header && _headerLength == 0;

    /// <summary>Bytes of an unfinished header.</summary>
    internal int HeaderBytes => _headerLength;

    /// <summary>The next event; <paramref name="input"/> is shortened by what was used.</summary>
    internal RecordEvent Next(ref ReadOnlySpan<byte> input, out ReadOnlySpan<byte> content)
    {
        content = default;
        switch (_step)
        {
            case Step.Header:
                return ReadHeader(ref input);
            case Step.Content when _contentLeft > 0:
                if (input.IsEmpty)
                    return RecordEvent.NeedsInput;
                content = Take(ref input, ref _contentLeft);
                return RecordEvent.Content;
            case Step.Content:
                _step = Step.Padding;
                goto default;
            default:
                Take(ref input, ref _paddingLeft);
                if (_paddingLeft > 0)
                    return RecordEvent.NeedsInput;
                _step = Step.Header;
                return RecordEvent.End;
        }
    }

    /// <summary>Ready for another stream.</summary>
    internal void Reset()
    {
        _headerLength = _contentLeft = _paddingLeft = 0;
        _step = Step.Header;
    }

    private RecordEvent ReadHeader(ref ReadOnlySpan<byte> input)
    {
        var wanted = Math.Min(RecordHeader.Length - _headerLength, input.Length);
        input[..wanted].CopyTo(_headerBytes.AsSpan(_headerLength));
        input = input[wanted..];
        _headerLength += wanted;
        if (_headerLength < RecordHeader.Length)
            return RecordEvent.NeedsInput;
        _headerLength = 0;
        Header = RecordHeader.Read(_headerBytes);
        _contentLeft = Header.ContentLength;
        _paddingLeft = Header.PaddingLength;
        _step = Step.Content;
        return RecordEvent.Begin;
    }

    private static ReadOnlySpan<byte> Take(ref ReadOnlySpan<byte> input, ref int left)
    {
        var length = Math.Min(left, input.Length);
        var taken = input[..length];
        input = input[length..];
        left -= length;
        return taken;
    }
}
