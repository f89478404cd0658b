namespace Trefoil.Modules.Mappers.Rewrite;

/// <summary>A text with %{variables}, $N, %N and ${map:key|default} in it, cut into parts once when it is read.</summary>
internal sealed class Template
{
    private Template(string text, TemplatePart[] parts)
    {
        Text = text;
        Parts = parts;
        Literal = parts.Length == 0 ? "" : parts is [{ Kind: TemplatePartKind.Literal }] ? parts[0].Text : null;
    }

    /// <summary>As written.</summary>
    internal string Text { get; }

    internal TemplatePart[] Parts { get; }

    /// <summary>The whole result where nothing has to be looked up.</summary>
    internal string? Literal { get; }

    /// <summary>True when a question mark stands before anything that a request could fill in.</summary>
    internal bool HasOwnQuestionMark
    {
        get
        {
            foreach (var part in Parts)
            {
                if (part.Kind != TemplatePartKind.Literal)
                    return false;
                if (part.Text.Contains('?'))
                    return true;
            }
            return false;
        }
    }

    internal static Template Parse(string text)
    {
        var parts = new List<TemplatePart>();
        var literal = new System.Text.StringBuilder();
        for (var at = 0; at < text.Length;)
        {
            var c = text[at];
            var next = at + 1 < text.Length ? text[at + 1] : '\0';
            if (c == '\\')
            {
                // A backslash at the very end has nothing to protect and stands for itself.
                literal.Append(at + 1 < text.Length ? next : c);
                at += 2;
            }
            else if (c is not ('$' or '%'))
            {
                literal.Append(c);
                at++;
            }
            else if (next == '{' && Braced(text, at, out var part, out var end))
            {
                Flush(parts, literal);
                parts.Add(part);
                at = end;
            }
            else if (char.IsAsciiDigit(next))
            {
                Flush(parts, literal);
                parts.Add(new TemplatePart(c == '$' ? TemplatePartKind.RuleGroup : TemplatePartKind.ConditionGroup, "", next - '0', null, null));
                at += 2;
            }
            else
            {
                literal.Append(c);
                at++;
            }
        }
        Flush(parts, literal);
        return new Template(text, [.. parts]);
    }

    private static bool Braced(string text, int at, out TemplatePart part, out int end)
    {
        part = default;
        end = 0;
        var close = Find(text, at + 2, '}', text.Length);
        if (close < 0)
            return false;
        end = close + 1;
        if (text[at] == '%')
        {
            part = TemplatePart.ForVariable(text[(at + 2)..close]);
            return true;
        }
        var colon = Find(text, at + 2, ':', close);
        if (colon < 0)
            return false;
        var bar = Find(text, colon + 1, '|', close);
        var key = text[(colon + 1)..(bar < 0 ? close : bar)];
        var otherwise = bar < 0 || bar + 1 == close ? null : Parse(text[(bar + 1)..close]);
        part = new TemplatePart(TemplatePartKind.Map, text[(at + 2)..colon], 0, Parse(key), otherwise);
        return true;
    }

    /// <summary>The first <paramref name="wanted"/> that is not inside inner braces, or -1. A backslash protects nothing here.</summary>
    private static int Find(string text, int from, char wanted, int limit)
    {
        var depth = 0;
        for (var i = from; i < limit; i++)
        {
            var c = text[i];
            if (c == wanted && depth == 0)
                return i;
            if (c == '{')
                depth++;
            else if (c == '}')
                depth--;
        }
        return -1;
    }

    private static void Flush(List<TemplatePart> parts, System.Text.StringBuilder literal)
    {
        if (literal.Length == 0)
            return;
        parts.Add(new TemplatePart(TemplatePartKind.Literal, literal.ToString(), 0, null, null));
        literal.Clear();
    }
}
