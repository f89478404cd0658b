using System.Buffers;
using Trefoil.Modules.Regexes;

namespace Trefoil.Modules.Filters.Substitute;

/// <summary>
/// Applies all rules to lines. A rule sees the line in pieces: one piece at first; a match by a rule with flag q leaves pieces before, of and behind the match, and later
/// rules find nothing that reaches over the edges of pieces.
/// </summary>
internal sealed class LineSubstitution
{
    private readonly SubstituteSettings _settings;
    private readonly ArrayBufferWriter<byte> _result = new(4096);
    private List<ReadOnlyMemory<byte>> _pieces = [], _next = [];

    internal LineSubstitution(SubstituteSettings settings) => _settings = settings;

    /// <summary>The lines so far.</summary>
    internal ReadOnlyMemory<byte> Result => _result.WrittenMemory;

    internal void Clear() => _result.ResetWrittenCount();

    /// <summary>Adds what becomes of a line; false where that is too long.</summary>
    internal bool Append(ReadOnlySpan<byte> line)
    {
        if (!IsTouched(line))
        {
            _result.Write(line);
            return true;
        }
        _pieces.Clear();
        _pieces.Add(line.ToArray());
        foreach (var rule in _settings.Rules)
        {
            _next.Clear();
            foreach (var piece in _pieces)
            {
                if (!Apply(rule, piece))
                    return false;
            }
            (_pieces, _next) = (_next, _pieces);
        }
        foreach (var piece in _pieces)
            _result.Write(piece.Span);
        return true;
    }

    // Most lines hold nothing that any rule looks for, and need not be copied.
    private bool IsTouched(ReadOnlySpan<byte> line)
    {
        Span<int> groups = stackalloc int[PatternMatching.GroupPlaces];
        foreach (var rule in _settings.Rules)
        {
            if (Find(rule, line, groups))
                return true;
        }
        return false;
    }

    private bool Apply(SubstituteRule rule, ReadOnlyMemory<byte> piece)
    {
        Span<int> groups = stackalloc int[PatternMatching.GroupPlaces];
        var rest = piece;
        var room = _settings.MaxLineLength;
        ArrayBufferWriter<byte>? made = null;
        var keepsPieces = !rule.Flattens && _settings.Rules.Count > 1;
        while (rest.Length > 0 && Find(rule, rest.Span, groups))
        {
            made ??= new ArrayBufferWriter<byte>(piece.Length + rule.Replacement.Length);
            var start = made.WrittenCount;
            made.Write(rest.Span[..groups[0]]);
            if (keepsPieces)
                Cut(ref made, ref start);
            Replace(made, rule, rest.Span, groups);
            // An empty match would be found again in the same place for ever.
            var end = groups[1];
            if (end == groups[0] && end < rest.Length)
            {
                made.Write(rest.Span.Slice(end, 1));
                end++;
            }
            room -= made.WrittenCount - start + (keepsPieces ? groups[0] : 0);
            if (room < 0)
                return false;
            if (keepsPieces)
                Cut(ref made, ref start);
            rest = rest[end..];
            if (end == 0)
                break;
        }
        if (made is null)
        {
            _next.Add(piece);
            return true;
        }
        if (rest.Length > room)
            return false;
        if (keepsPieces)
        {
            _next.Add(rest);
            return true;
        }
        made.Write(rest.Span);
        _next.Add(made.WrittenMemory);
        return true;
    }

    private void Cut(ref ArrayBufferWriter<byte> made, ref int start)
    {
        if (made.WrittenCount > 0)
            _next.Add(made.WrittenMemory);
        made = new ArrayBufferWriter<byte>();
        start = 0;
    }

    /// <summary>The first match; group 0 tells where.</summary>
    private static bool Find(SubstituteRule rule, ReadOnlySpan<byte> text, Span<int> groups)
    {
        if (rule.Pattern is { } pattern)
        {
            groups.Fill(-1);
            return pattern.Match(text, groups) > 0;
        }
        groups[0] = rule.IgnoresCase ? IndexOfIgnoringCase(text, rule.Text) : text.IndexOf(rule.Text);
        groups[1] = groups[0] + rule.Text.Length;
        return groups[0] >= 0;
    }

    private static int IndexOfIgnoringCase(ReadOnlySpan<byte> text, ReadOnlySpan<byte> sought)
    {
        for (var i = 0; i + sought.Length <= text.Length; i++)
        {
            if (IsSame(text.Slice(i, sought.Length), sought))
                return i;
        }
        return -1;
    }

    private static bool IsSame(ReadOnlySpan<byte> a, ReadOnlySpan<byte> b)
    {
        for (var i = 0; i < a.Length; i++)
        {
            if (a[i] != b[i] && !(char.IsAsciiLetter((char)a[i]) && (a[i] | 0x20) == (b[i] | 0x20)))
                return false;
        }
        return true;
    }

    private static void Replace(ArrayBufferWriter<byte> made, SubstituteRule rule, ReadOnlySpan<byte> text, ReadOnlySpan<int> groups)
    {
        if (rule.Pattern is null)
        {
            made.Write(rule.Replacement);
            return;
        }
        ReplacementText.Write(made, rule.Replacement, text, groups);
    }
}
