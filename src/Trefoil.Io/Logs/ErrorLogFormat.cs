using System.Text;

namespace Trefoil.Io.Logs;

/// <summary>A parsed ErrorLogFormat.</summary>
/// <remarks>
/// A blank that is neither escaped nor written "% "-less begins a new field. Where an item of a field is empty (and not marked with "-"), the
/// whole field goes, with the literal text around the item; "+" drops the whole line instead.
/// </remarks>
public sealed class ErrorLogFormat
{
    private const string Items = "aAeEFiklLmMnPtTvV";

    private readonly ErrorLogItem[] _items;

    private ErrorLogFormat(ErrorLogItem[] items) => _items = items;

    /// <summary>Parses the format of messages; null and the reason where it is refused.</summary>
    public static ErrorLogFormat? ParseMain(string text, out string? error)
    {
        var format = Parse(text, out error);
        if (format is null)
            return null;
        if (Array.Exists(format._items, static item => item.IsRequired))
            error = "The '+' flag cannot be used in the main error log format";
        else if (!Array.Exists(format._items, static item => item.Kind == 'M'))
            error = "main ErrorLogFormat must contain message format string '%M'";
        return error is null ? format : null;
    }

    /// <summary>Parses the format of a line that opens a request or connection; null and the reason where it is refused.</summary>
    public static ErrorLogFormat? ParseOnce(string text, out string? error)
    {
        var format = Parse(text, out error);
        if (format is null)
            return null;
        if (Array.Exists(format._items, static item => item.Kind == 'M'))
            error = "%M cannot be used in once-per-request or once-per-connection formats";
        return error is null ? format : null;
    }

    /// <summary>Lays out a record; false where a required item is empty and the line is to be left out.</summary>
    internal bool Append(ref LineBuffer line, in LogRecord record, long now)
    {
        var fieldStart = line.Length;
        var skipping = false;
        foreach (var item in _items)
        {
            if (item.BeginsField)
            {
                if (!skipping)
                    fieldStart = line.Length;
                skipping = false;
            }
            if (item.Kind != 'M' && skipping)
                continue;
            var before = line.Length;
            if (item.Kind == 'M' || (int)record.Level >= item.MinimumLevel)
                item.Append(ref line, record, now);
            else
            {
                line.CutTo(fieldStart);
                skipping = true;
                continue;
            }
            if (line.Length != before || item.Kind == 'M')
                continue;
            if (item.IsRequired)
                return false;
            if (item.HyphenIfEmpty)
                line.Append('-');
            else
            {
                line.CutTo(fieldStart);
                skipping = true;
            }
        }
        return line.Length > 0;
    }

    private static ErrorLogFormat? Parse(string text, out string? error)
    {
        var items = new List<ErrorLogItem>();
        var at = 0;
        while (at < text.Length)
        {
            var beginsField = false;
            while (at + 1 < text.Length && text[at] == '%' && text[at + 1] == ' ')
            {
                beginsField = true;
                at += 2;
            }
            if (at == text.Length)
                break;
            if (text[at] != '%')
            {
                items.Add(ErrorLogItem.Literal(TakeLiteral(text, ref at, ref beginsField), beginsField));
                continue;
            }
            at++;
            var item = TakeItem(text, ref at, beginsField, out error);
            if (item is null)
                return null;
            items.Add(item);
        }
        error = null;
        return new ErrorLogFormat([.. items]);
    }

    private static string TakeLiteral(string text, ref int at, ref bool beginsField)
    {
        beginsField |= text[at] == ' ';
        var literal = new StringBuilder();
        var onlyBlanks = true;
        while (at < text.Length && text[at] != '%' && (text[at] != ' ' || onlyBlanks))
        {
            var c = text[at++];
            onlyBlanks &= c == ' ';
            if (c == '\\' && at < text.Length)
            {
                c = text[at++];
                c = c switch { 'n' => '\n', 'r' => '\r', 't' => '\t', _ => c };
            }
            literal.Append(c);
        }
        return literal.ToString();
    }

    private static ErrorLogItem? TakeItem(string text, ref int at, bool beginsField, out string? error)
    {
        error = null;
        if (at < text.Length && text[at] == '%')
        {
            at++;
            return ErrorLogItem.Literal("%", beginsField);
        }
        string? argument = null;
        var required = false;
        var hyphen = false;
        var minimum = 0;
        while (at < text.Length)
        {
            var c = text[at++];
            switch (c)
            {
                case '{':
                    var end = text.IndexOf('}', at);
                    argument = end < 0 ? text[at..] : text[at..end];
                    at = end < 0 ? text.Length : end + 1;
                    break;
                case '+':
                    required = true;
                    break;
                case '-':
                    hyphen = true;
                    break;
                case >= '0' and <= '9':
                    minimum = Math.Min(minimum * 10 + (c - '0'), 1000);
                    if (at < text.Length && char.IsAsciiDigit(text[at]))
                        continue;
                    break;
                default:
                    if (Items.Contains(c))
                        return new ErrorLogItem(c, argument, minimum) { BeginsField = beginsField, IsRequired = required, HyphenIfEmpty = hyphen };
                    error = "Unrecognized error log format directive %" + c;
                    return null;
            }
        }
        error = "Ran off end of error log format parsing args to some directive";
        return null;
    }
}
