using System.Globalization;

namespace Trefoil.Modules.Generators.Status;

/// <summary>What the query string asks for. Words count wherever they stand in it, as in Apache.</summary>
internal readonly record struct StatusQuery(string? Refresh, bool WithTable, bool IsAuto)
{
    private const string DefaultRefresh = "10";

    internal static StatusQuery Read(string? query)
    {
        query ??= "";
        return new StatusQuery(ReadRefresh(query), !query.Contains("notable", StringComparison.Ordinal), query.Contains("auto", StringComparison.Ordinal));
    }

    private static string? ReadRefresh(string query)
    {
        var at = query.IndexOf("refresh", StringComparison.Ordinal);
        if (at < 0)
            return null;
        at += "refresh".Length;
        if (at >= query.Length || query[at] != '=')
            return DefaultRefresh;
        var end = ++at;
        while (end < query.Length && char.IsAsciiDigit(query[end]))
            end++;
        return long.TryParse(query.AsSpan(at, end - at), NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) && seconds > 0
            ? seconds.ToString(CultureInfo.InvariantCulture)
            : DefaultRefresh;
    }
}
