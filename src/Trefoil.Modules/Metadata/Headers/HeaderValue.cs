using System.Globalization;
using System.Text;
using Trefoil.Configuration.Directives;
using Trefoil.Configuration.Expressions;
using Trefoil.Http.Messages;
using Trefoil.Io.Logs;

namespace Trefoil.Modules.Metadata.Headers;

/// <summary>The value of a header directive: text with % items, or a string expression behind "expr=".</summary>
internal sealed class HeaderValue
{
    private readonly List<(char Item, string Text)> _parts = [];
    private Expression? _expression;

    private HeaderValue()
    {
    }

    /// <summary>True when it is the same for every request.</summary>
    internal bool IsConstant => _expression is null && _parts.TrueForAll(static part => part.Item == '\0');

    /// <summary>Reads the value; null with an error.</summary>
    internal static HeaderValue? Parse(DirectiveScope scope, string text, out string? error)
    {
        error = null;
        var value = new HeaderValue();
        if (text.StartsWith("expr=", StringComparison.Ordinal))
        {
            value._expression = RequestExpressions.ParseString(scope, text[5..], out error);
            if (value._expression is null)
                error = "Can't parse value expression : " + error;
        }
        else
        {
            error = value.ParseItems(text);
        }
        return error is null ? value : null;
    }

    /// <summary>The value for a request; null where an expression fails (which is logged).</summary>
    internal string? Evaluate(Request request)
    {
        if (_expression is not null)
        {
            var text = RequestExpressions.Text(_expression, request, out var error);
            if (text is null)
                Log.Write(request, LogLevel.Error, HeadersModule.Name, 2557, $"Can't evaluate value expression: {error}");
            return text ?? "";
        }
        if (_parts.Count == 1)
            return Item(_parts[0].Item, _parts[0].Text, request);
        var value = new StringBuilder();
        foreach (var (item, text) in _parts)
            value.Append(Item(item, text, request));
        return value.ToString();
    }

    private string? ParseItems(string text)
    {
        for (var at = 0; at < text.Length;)
        {
            if (text[at] != '%')
            {
                _parts.Add(('\0', ReadText(text, ref at)));
                continue;
            }
            at++;
            if (at == text.Length || text[at] == '%')
            {
                at++;
                _parts.Add(('\0', "%"));
                continue;
            }
            var argument = "";
            if (text[at] == '{')
            {
                var end = text.IndexOf('}', at);
                if (end < 0)
                    end = text.Length;
                argument = text[(at + 1)..end];
                at = Math.Min(end + 1, text.Length);
            }
            var item = at < text.Length ? text[at].ToString() : "";
            if (item is not ("D" or "t" or "e" or "s" or "l" or "i" or "b"))
                return "Unrecognized header format %" + item;
            _parts.Add((item[0], argument));
            at++;
        }
        return null;
    }

    private static string ReadText(string text, ref int at)
    {
        var result = new StringBuilder();
        for (; at < text.Length && text[at] != '%'; at++)
        {
            if (text[at] != '\\' || at + 1 == text.Length)
            {
                result.Append(text[at]);
                continue;
            }
            var replacement = text[at + 1] switch
            {
                '\\' => '\\',
                'r' => '\r',
                'n' => '\n',
                't' => '\t',
                _ => '\0',
            };
            result.Append(replacement == '\0' ? '\\' : replacement);
            if (replacement != '\0')
                at++;
        }
        return result.ToString();
    }

    private static string Item(char item, string text, Request request) => item switch
    {
        'e' => Environment(request, text),
        's' => Unfolded(RequestExpressions.Variable(request, text)),
        't' => "t=" + request.Time.ToString(CultureInfo.InvariantCulture),
        'D' => "D=" + (Now() - request.Time).ToString(CultureInfo.InvariantCulture),
        'l' => "l=" + ServerLoad.Averages(),
        'i' => "i=" + ServerLoad.IdlePercent().ToString(CultureInfo.InvariantCulture),
        'b' => "b=" + ServerLoad.BusyPercent().ToString(CultureInfo.InvariantCulture),
        _ => text,
    };

    private static string Environment(Request request, string name) => Unfolded(request.HasEnvironment ? request.Environment.Get(name) : null);

    /// <summary>No line may begin inside a value, whatever a variable (a certificate, say) holds.</summary>
    private static string Unfolded(string? value)
    {
        if (value is null)
            return "(null)";
        return value.AsSpan().IndexOfAny('\r', '\n') < 0 ? value : value.Replace('\r', ' ').Replace('\n', ' ');
    }

    private static long Now() => DateTime.UtcNow.Subtract(DateTime.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond;
}
