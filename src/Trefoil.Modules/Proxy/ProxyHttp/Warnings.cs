using Trefoil.Http.Messages;

namespace Trefoil.Modules.Proxy.ProxyHttp;

/// <summary>Warning fields stand behind the others; those that were stamped for another Date than the response's are about an older one and go.</summary>
internal static class Warnings
{
    internal static void Move(HeaderTable fields)
    {
        if (fields.GetJoined("Warning") is not { } all)
            return;
        fields.Unset("Warning");
        var date = fields.Get("Date") is { } text ? HttpDate.Parse(text) : null;
        string? kept = null;
        foreach (var warning in Split(all))
        {
            var stamp = Stamp(warning);
            if (stamp is null || stamp == date)
                kept = kept is null ? warning : kept + ", " + warning;
        }
        if (kept is not null)
            fields.Add("Warning", kept);
    }

    /// <summary>Commas between quotes separate nothing.</summary>
    private static IEnumerable<string> Split(string list)
    {
        var start = 0;
        var quoted = false;
        for (var i = 0; i <= list.Length; i++)
        {
            if (i < list.Length && list[i] == '"')
                quoted = !quoted;
            if (i < list.Length && (quoted || list[i] != ','))
                continue;
            if (list[start..i].Trim() is { Length: > 0 } item)
                yield return item;
            start = i + 1;
        }
    }

    /// <summary>The date that stands in quotes at the end of a warning with two quoted texts.</summary>
    private static long? Stamp(string warning)
    {
        if (!warning.EndsWith('"') || warning.AsSpan().Count('"') != 4)
            return null;
        var open = warning.LastIndexOf('"', warning.Length - 2);
        return HttpDate.Parse(warning[(open + 1)..^1]);
    }
}
