namespace Trefoil.Modules.Mappers.Rewrite;

/// <summary>The groups of a match together with the text they point into; 0 to 9, as back references know them.</summary>
internal sealed class Groups
{
    internal const int Count = 10;

    private readonly int[] _ends = new int[Count * 2];
    private string? _source;

    internal void Clear() => _source = null;

    internal void Set(string source, ReadOnlySpan<int> ends, int matched)
    {
        _source = source;
        ends[..(Count * 2)].CopyTo(_ends);
        // Groups behind the last one that took part are not written by the matcher.
        for (var i = Math.Min(matched, Count) * 2; i < _ends.Length; i++)
            _ends[i] = -1;
    }

    /// <summary>Takes over what an expression captured.</summary>
    internal void Set(string?[] captures)
    {
        var at = 0;
        for (var i = 0; i < Count; i++)
        {
            var text = i < captures.Length ? captures[i] : null;
            _ends[i * 2] = text is null ? -1 : at;
            at += text?.Length ?? 0;
            _ends[i * 2 + 1] = text is null ? -1 : at;
        }
        _source = string.Concat(captures);
    }

    internal ReadOnlySpan<char> this[int group]
    {
        get
        {
            var start = _ends[group * 2];
            var end = _ends[group * 2 + 1];
            return _source is null || end <= start ? default : _source.AsSpan(start, end - start);
        }
    }
}
