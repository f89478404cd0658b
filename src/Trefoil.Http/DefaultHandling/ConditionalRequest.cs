using Trefoil.Http.Messages;

namespace Trefoil.Http.DefaultHandling;

/// <summary>
/// Conditional requests in RFC 9110's order of precedence: If-Match, else If-Unmodified-Since; If-None-Match, else If-Modified-Since; If-Range.
/// Works on ETag and Last-Modified of the response's header fields.
/// </summary>
public static class ConditionalRequest
{
    /// <summary>0 to go on, 304 or 412. A Range that If-Range voids is taken out of the request. For handlers once their validators are set (ap_meets_conditions).</summary>
    public static int Evaluate(Request request)
    {
        if (request.Status is < 200 or >= 300 || request.NoLocalCopy)
            return 0;
        var headers = request.HeadersInUntracked;
        if (headers.Count == 0)
            return 0;
        var tag = request.HeadersOut.Get("ETag") ?? request.ErrorHeadersOut.Get("ETag");
        var modified = Seconds(request.LastModified != 0 ? request.LastModified : request.Time);
        var isGet = request.MethodNumber == HttpMethods.Get;

        if (headers.GetJoined("If-Match") is { } ifMatch)
        {
            if (!IsAny(ifMatch) && !(tag is not null && Lists(ifMatch, tag, strong: true)))
                return 412;
        }
        else if (headers.Get("If-Unmodified-Since") is { } since && HttpDate.Parse(since) is { } limit && modified > Seconds(limit))
        {
            return 412;
        }

        if (headers.GetJoined("If-None-Match") is { } ifNoneMatch)
        {
            // Parts of the body must come from the very same representation, so a range needs the strong comparison.
            var strong = !isGet || headers.Contains("Range");
            if (IsAny(ifNoneMatch) || (tag is not null && Lists(ifNoneMatch, tag, strong)))
                return isGet ? 304 : 412;
        }
        else if (isGet && headers.Get("If-Modified-Since") is { } time && HttpDate.Parse(time) is { } known
            && modified <= Seconds(known) && Seconds(known) <= Seconds(request.Time))
        {
            return 304;
        }

        if (headers.Get("If-Range") is { } ifRange && headers.Contains("Range") && !RangeHolds(ifRange.Trim(), tag, request))
            headers.Unset("Range");
        return 0;
    }

    private static bool RangeHolds(string ifRange, string? tag, Request request)
    {
        if (ifRange.StartsWith('"'))
            return tag is not null && string.Equals(ifRange, tag, StringComparison.Ordinal);
        if (request.HeadersOut.Get("Last-Modified") is not { } text || HttpDate.Parse(text) is not { } modified || HttpDate.Parse(ifRange) is not { } wanted)
            return false;
        // A date is a strong validator only when the file has been at rest for a minute (RFC 9110 8.8.2.2).
        return wanted == modified && Seconds(request.Time) >= Seconds(modified) + 60;
    }

    private static bool IsAny(string list) => list.AsSpan().Trim() is "*";

    private static bool Lists(string list, string tag, bool strong)
    {
        if (strong && tag.StartsWith("W/", StringComparison.Ordinal))
            return false;
        var opaque = tag.StartsWith("W/", StringComparison.Ordinal) ? tag.AsSpan(2) : tag;
        for (var at = 0; at < list.Length;)
        {
            while (at < list.Length && list[at] is ' ' or '\t' or ',')
                at++;
            var isWeak = string.CompareOrdinal(list, at, "W/", 0, 2) == 0;
            var start = isWeak ? at + 2 : at;
            var end = start < list.Length && list[start] == '"' ? list.IndexOf('"', start + 1) : list.IndexOf(',', start) - 1;
            end = end < 0 ? list.Length : end + 1;
            if (!(strong && isWeak) && list.AsSpan(start, end - start).TrimEnd().SequenceEqual(opaque))
                return true;
            at = Math.Max(end, at + 1);
        }
        return false;
    }

    private static long Seconds(long microseconds) => microseconds / 1_000_000;
}
