using Trefoil.Http.Messages;

namespace Trefoil.Http.Http1;

/// <summary>The Vary field as it goes out: each name once, in one field, with "," between.</summary>
internal static class VaryField
{
    internal static void Tidy(HeaderTable fields)
    {
        if (fields.Get("Vary") is not { } first || (!first.AsSpan().ContainsAny(',', ' ') && fields.IndexOf("Vary", fields.IndexOf("Vary", 0) + 1) < 0))
            return;
        var names = new List<string>();
        foreach (var name in fields.GetJoined("Vary")!.Split([',', ' ', '\t'], StringSplitOptions.RemoveEmptyEntries))
        {
            if (!names.Exists(known => known.Equals(name, StringComparison.OrdinalIgnoreCase)))
                names.Add(name);
        }
        if (names.Count > 0)
            fields.Set("Vary", string.Join(',', names));
    }
}
