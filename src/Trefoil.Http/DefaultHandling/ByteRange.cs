using Trefoil.Http.Core;

namespace Trefoil.Http.DefaultHandling;

/// <summary>One range of bytes, both ends included.</summary>
internal readonly record struct ByteRange(long First, long Last)
{
    internal long Length => Last - First + 1;
}

/// <summary>What a Range header comes to.</summary>
internal enum RangeOutcome
{
    /// <summary>Send everything (no ranges, malformed, or too many of them).</summary>
    Whole,
    /// <summary>Send the ranges.</summary>
    Partial,
    /// <summary>None of the ranges lies within: 416.</summary>
    Unsatisfiable,
}

/// <summary>Reads Range headers under MaxRanges, MaxRangeOverlaps and MaxRangeReversals.</summary>
internal static class ByteRanges
{
    internal static RangeOutcome Read(string header, long length, CoreDirectorySettings settings, out List<ByteRange> ranges)
    {
        ranges = [];
        if (settings.MaxRanges == 0 || !header.StartsWith("bytes=", StringComparison.OrdinalIgnoreCase))
            return RangeOutcome.Whole;
        var overlaps = 0;
        var reversals = 0;
        var sum = 0L;
        var isUnsatisfiable = false;
        ByteRange? open = null;
        foreach (var part in header[6..].Split(','))
        {
            if (part.Length == 0)
                continue;
            if (!TryRead(part, length, out var range, out var isSatisfiable))
                return RangeOutcome.Whole;
            if (!isSatisfiable)
                isUnsatisfiable = true;
            else if (open is not { } before)
                open = range;
            else if (TryJoin(before, range, ref reversals) is { } joined)
            {
                overlaps++;
                open = joined;
            }
            else
            {
                ranges.Add(before);
                sum += before.Length;
                open = range;
            }
        }
        if (open is { } last)
        {
            ranges.Add(last);
            sum += last.Length;
        }
        else if (isUnsatisfiable)
        {
            return RangeOutcome.Unsatisfiable;
        }
        var isTooMuch = IsOver(ranges.Count, settings.MaxRanges) || IsOver(overlaps, settings.MaxRangeOverlaps) || IsOver(reversals, settings.MaxRangeReversals);
        return ranges.Count == 0 || sum > length || isTooMuch ? RangeOutcome.Whole : RangeOutcome.Partial;
    }

    /// <summary>What overlaps or follows at once is one range (RFC 9110, 15.3.7.2 allows it); null where two are apart.</summary>
    private static ByteRange? TryJoin(ByteRange before, ByteRange range, ref int reversals)
    {
        var joins = range.First >= before.First && range.Last <= before.Last;
        if (range.First < before.First && range.Last >= before.First - 1)
        {
            before = before with { First = range.First };
            reversals++;
            joins = true;
        }
        if (range.Last >= before.Last && range.First <= before.Last + 1)
        {
            before = before with { Last = range.Last };
            joins = true;
        }
        return joins ? before : null;
    }

    private static bool IsOver(int count, int limit) => limit >= 0 && count > limit;

    private static bool TryRead(string text, long length, out ByteRange range, out bool isSatisfiable)
    {
        range = default;
        isSatisfiable = false;
        var dash = text.IndexOf('-');
        if (dash < 0)
            return false;
        var from = text.AsSpan(0, dash);
        var to = text.AsSpan(dash + 1);
        long first, last;
        if (from.IsEmpty)
        {
            if (!TryNumber(to, out var suffix) || suffix == 0)
                return false;
            first = Math.Max(length - suffix, 0);
            last = length - 1;
            isSatisfiable = suffix > 0 && length > 0;
            range = new ByteRange(first, last);
            return true;
        }
        if (!TryNumber(from, out first))
            return false;
        last = length - 1;
        if (!to.IsEmpty)
        {
            if (!TryNumber(to, out last) || last < first)
                return false;
            last = Math.Min(last, length - 1);
        }
        isSatisfiable = first < length;
        range = new ByteRange(first, last);
        return true;
    }

    private static bool TryNumber(ReadOnlySpan<char> text, out long value) =>
        long.TryParse(text, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out value);
}
