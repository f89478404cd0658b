using System.Text;
using Trefoil.Configuration.Expressions;

namespace Trefoil.Modules.Regexes;

/// <summary>Matching with ten groups and substitution of $0 to $9, as every directive with a pattern and a replacement means it.</summary>
internal static class PatternMatching
{
    /// <summary>Places for the start and end of $0 to $9.</summary>
    internal const int GroupPlaces = 20;

    internal static bool IsMatch(IPattern pattern, string subject)
    {
        Span<int> groups = stackalloc int[GroupPlaces];
        return pattern.Match(subject, groups) > 0;
    }

    /// <summary>The template with $0 to $9 replaced by what the groups matched; a backslash in front of $ or &amp; takes its meaning away.</summary>
    internal static string Substitute(string template, string subject, ReadOnlySpan<int> groups)
    {
        if (template.AsSpan().IndexOfAny('$', '\\') < 0)
            return template;
        var result = new StringBuilder();
        for (var i = 0; i < template.Length; i++)
        {
            var next = i + 1 < template.Length ? template[i + 1] : '\0';
            if (template[i] == '$' && char.IsAsciiDigit(next))
            {
                i++;
                var group = (next - '0') * 2;
                if (groups[group] >= 0)
                    result.Append(subject, groups[group], groups[group + 1] - groups[group]);
                continue;
            }
            if (template[i] == '\\' && next is '$' or '&')
                i++;
            result.Append(template[i]);
        }
        return result.ToString();
    }

    /// <summary>Replaces the first match, or all; the template is made anew for each match.</summary>
    internal static string Replace<TState, TRequest>(
        IPattern pattern, string subject, TRequest request, bool all, Func<TState, TRequest, string> template, TState state)
    {
        Span<int> groups = stackalloc int[GroupPlaces];
        StringBuilder? result = null;
        while (true)
        {
            groups.Fill(-1);
            if (pattern.Match(subject, groups) <= 0)
                break;
            result ??= new StringBuilder();
            result.Append(subject, 0, groups[0]).Append(Substitute(template(state, request), subject, groups));
            var end = groups[1];
            // an empty match moves on by one, so that "edit*" ends
            if (all && end == groups[0] && end < subject.Length)
                result.Append(subject[end++]);
            subject = subject[end..];
            if (!all || subject.Length == 0)
                break;
        }
        return result is null ? subject : result.Append(subject).ToString();
    }
}
