namespace Trefoil.Modules.Session;

/// <summary>The value of a Cookie field.</summary>
internal static class CookieText
{
    /// <summary>The value of a name, or null; <paramref name="rest"/> is the field without it.</summary>
    internal static string? Find(string header, string name, out string rest)
    {
        string? value = null;
        List<string> others = [];
        foreach (var part in header.Split(';'))
        {
            var pair = part.Trim(' ', '\t');
            if (pair.Length > name.Length && pair[name.Length] == '=' && pair.StartsWith(name, StringComparison.Ordinal))
                value ??= pair[(name.Length + 1)..];
            else if (pair.Length > 0)
                others.Add(pair);
        }
        rest = string.Join("; ", others);
        return string.IsNullOrEmpty(value) ? null : value;
    }
}
