using System.Text;
using Trefoil.Io.Logs;

namespace Trefoil.Configuration.Reading;

/// <summary>What -D and Define have set, and the replacing of ${NAME} by it or by the process environment.</summary>
internal sealed class Variables
{
    // IfDefine compares exactly, ${} without regard to case: Apache keeps two tables, and sites rely on both.
    private readonly List<string> _names = [];
    private readonly Dictionary<string, string> _values = new(StringComparer.OrdinalIgnoreCase);

    internal IReadOnlyList<string> Names => _names;

    internal IReadOnlyDictionary<string, string> Values => _values;

    internal bool IsDefined(string name) => _names.Contains(name);

    internal void Define(string name, string? value)
    {
        if (!IsDefined(name))
            _names.Add(name);
        if (value is not null)
            _values[name] = value;
    }

    /// <summary>A value alone: its name may have been forgotten in another case than it was defined.</summary>
    internal void SetValue(string name, string value) => _values[name] = value;

    internal void Undefine(string name)
    {
        _names.Remove(name);
        _values.Remove(name);
    }

    internal string Resolve(string text, Action<LogLevel, string, int, string> report)
    {
        var dollar = text.IndexOf('$');
        if (dollar < 0)
            return text;
        var result = new StringBuilder(text.Length + 32);
        var from = 0;
        while (dollar >= 0)
        {
            result.Append(text, from, dollar - from);
            from = dollar;
            var end = dollar + 1 < text.Length && text[dollar + 1] == '{' ? text.IndexOf('}', dollar + 2) : -1;
            if (end < 0)
            {
                result.Append('$');
                from++;
            }
            else
            {
                var name = text[(dollar + 2)..end];
                if (Value(name) is { } value)
                {
                    result.Append(value);
                    from = end + 1;
                }
                else
                {
                    // With a colon it is a call of a RewriteMap, which its directive resolves.
                    if (!name.Contains(':'))
                        report(LogLevel.Warn, "core", 111, $"Config variable ${{{name}}} is not defined");
                    result.Append(text, dollar, end + 1 - dollar);
                    from = end + 1;
                }
            }
            dollar = text.IndexOf('$', from);
        }
        return result.Append(text, from, text.Length - from).ToString();
    }

    private string? Value(string name)
    {
        if (_values.TryGetValue(name, out var value))
            return value;
        if (name.Length == 0 || name.Contains('\0') || name.Contains('='))
            return null;
        var text = Environment.GetEnvironmentVariable(Encoding.UTF8.GetString(Encoding.Latin1.GetBytes(name)));
        return text is null ? null : Encoding.Latin1.GetString(Encoding.UTF8.GetBytes(text));
    }
}
