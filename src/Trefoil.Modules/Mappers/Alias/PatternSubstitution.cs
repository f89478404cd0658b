using System.Text;

namespace Trefoil.Modules.Mappers.Alias;

/// <summary>Puts what groups matched into a replacement: $0 to $9; a backslash takes the next character as it is.</summary>
internal static class PatternSubstitution
{
    /// <summary>Room for the groups that a replacement can name.</summary>
    internal const int GroupSpan = 20;

    internal static string Apply(string replacement, string subject, ReadOnlySpan<int> groups)
    {
        if (!replacement.AsSpan().ContainsAny('$', '\\'))
            return replacement;
        var text = new StringBuilder(replacement.Length + subject.Length);
        for (var i = 0; i < replacement.Length; i++)
        {
            var c = replacement[i];
            if (c == '$' && i + 1 < replacement.Length && char.IsAsciiDigit(replacement[i + 1]))
            {
                var group = replacement[++i] - '0';
                if (groups[group * 2] >= 0)
                    text.Append(subject, groups[group * 2], groups[group * 2 + 1] - groups[group * 2]);
            }
            else
            {
                if (c == '\\' && i + 1 < replacement.Length)
                    c = replacement[++i];
                text.Append(c);
            }
        }
        return text.ToString();
    }
}
