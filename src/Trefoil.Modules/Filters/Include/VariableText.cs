using System.Globalization;
using System.Text;
using Trefoil.Io.Logs;

namespace Trefoil.Modules.Filters.Include;

/// <summary>Puts variables into texts: $name, ${name}, $0 to $9; a backslash keeps a dollar sign as it is.</summary>
internal static class VariableText
{
    internal static string Expand(DocumentState state, string text)
    {
        if (!text.Contains('$') && !text.Contains('\\'))
            return text;
        var result = new StringBuilder();
        for (var at = 0; at < text.Length;)
        {
            var c = text[at];
            if (c == '\\' && at + 1 < text.Length && text[at + 1] == '$')
            {
                result.Append('$');
                at += 2;
            }
            else if (c == '$' && TakeName(text, at + 1, out var name, out var end))
            {
                result.Append(Value(state, name));
                at = end;
            }
            else
            {
                result.Append(c);
                at++;
            }
        }
        return result.ToString();
    }

    /// <summary>A variable's value, or null.</summary>
    internal static string? Value(DocumentState state, string name)
    {
        if (name.Length == 1 && char.IsAsciiDigit(name[0]))
            return Capture(state, name[0] - '0');
        return state.Request.Environment.Get(name);
    }

    private static string? Capture(DocumentState state, int number)
    {
        if (state.Captures is not { } captures)
            return null;
        if (number < captures.Length)
            return captures[number] ?? "";
        Log.Write(state.Request, LogLevel.Warn, IncludeModule.ShortNameInLogs, 1330, string.Create(CultureInfo.InvariantCulture,
            $"regex capture ${number} is out of range (last regex was: '{state.CapturePattern ?? "(null)"}') in {state.Request.Filename}"));
        return null;
    }

    private static bool TakeName(string text, int at, out string name, out int end)
    {
        name = "";
        end = at;
        if (at >= text.Length)
            return false;
        if (text[at] == '{')
        {
            var close = text.IndexOf('}', at);
            if (close < 0)
                return false;
            name = text[(at + 1)..close];
            end = close + 1;
            return true;
        }
        while (end < text.Length && (char.IsAsciiLetterOrDigit(text[end]) || text[end] == '_'))
            end++;
        name = text[at..end];
        return name.Length > 0;
    }
}
