namespace Trefoil.Modules.Mappers.Rewrite;

/// <summary>Cuts "[key=value, key]" and hands each pair to a handler, whose text ends the reading.</summary>
internal static class FlagField
{
    internal const string BadDelimiters = "bad flag delimiters";

    internal static string? Read(string field, Func<string, string, string?> apply)
    {
        if (field.Length < 2 || field[0] != '[' || field[^1] != ']')
            return BadDelimiters;
        foreach (var part in field[1..^1].Split(','))
        {
            var pair = part.TrimStart(' ', '\t', '\n', '\v', '\f', '\r').TrimEnd(' ', '\t', '\n', '\v', '\f', '\r');
            if (pair.Length == 0)
                continue;
            var equals = pair.IndexOf('=');
            var error = equals < 0 ? apply(pair, "") : apply(pair[..equals], pair[(equals + 1)..]);
            if (error is not null)
                return error;
        }
        return null;
    }
}
