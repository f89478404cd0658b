namespace Trefoil.Http.Http1;

/// <summary>Comma-separated tokens of a field value (RFC 9110, 5.6.1).</summary>
internal static class FieldTokens
{
    /// <summary>True when the list holds the token, without regard to case.</summary>
    internal static bool Contains(string? list, string token)
    {
        if (list is null)
            return false;
        foreach (var range in list.AsSpan().Split(','))
        {
            if (list.AsSpan(range).Trim(" \t").Equals(token, StringComparison.OrdinalIgnoreCase))
                return true;
        }
        return false;
    }

    /// <summary>The last token of the list.</summary>
    internal static ReadOnlySpan<char> Last(string list)
    {
        var comma = list.LastIndexOf(',');
        return list.AsSpan(comma + 1).Trim(" \t");
    }
}
