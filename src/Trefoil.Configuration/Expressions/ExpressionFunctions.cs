using System.Security.Cryptography;
using System.Text;
using Trefoil.Io.Files;

namespace Trefoil.Configuration.Expressions;

/// <summary>A function that needs no request; null counts as an empty text.</summary>
internal delegate string? ExpressionFunction(Evaluation evaluation, string argument);

/// <summary>The functions of expressions by name.</summary>
internal static class ExpressionFunctions
{
    private const int LargestFile = 10 * 1024 * 1024;

    private static readonly string[] OfRequest = ["req", "http", "req_novary", "resp", "reqenv", "note"];

    private static readonly Dictionary<string, ExpressionFunction> Own = new(System.StringComparer.OrdinalIgnoreCase)
    {
        ["env"] = static (evaluation, name) => evaluation.Context.Function("note", name) ?? evaluation.Context.Function("reqenv", name) ?? Environment(name),
        ["osenv"] = static (_, name) => Environment(name),
        ["tolower"] = static (_, text) => text.ToLowerAscii(),
        ["toupper"] = static (_, text) => text.ToUpperAscii(),
        ["escape"] = static (_, text) => Escape(text),
        ["unescape"] = static (_, text) => Unescape(text),
        ["base64"] = static (_, text) => Convert.ToBase64String(Encoding.Latin1.GetBytes(text)),
        ["unbase64"] = static (_, text) => FromBase64(text),
        ["md5"] = static (_, text) => Convert.ToHexStringLower(MD5.HashData(Encoding.Latin1.GetBytes(text))),
        ["sha1"] = static (_, text) => Convert.ToHexStringLower(SHA1.HashData(Encoding.Latin1.GetBytes(text))),
        ["file"] = static (evaluation, path) => File(evaluation, path),
        ["filesize"] = static (_, path) => FileSystem.Stat(path, out var status) == 0 && status.Kind == FileKind.Regular ? status.Size.ToString(System.Globalization.CultureInfo.InvariantCulture) : "0",
        ["ldap"] = static (_, text) => EscapeLdap(text),
    };

    /// <summary>False where there is no function of that name; <paramref name="own"/> is null where the request must be asked.</summary>
    internal static bool Find(string name, bool hasSsl, bool isRestricted, out ExpressionFunction? own)
    {
        if (isRestricted && (name.Equals("file", System.StringComparison.OrdinalIgnoreCase) || name.Equals("filesize", System.StringComparison.OrdinalIgnoreCase)))
        {
            own = null;
            return false;
        }
        return Own.TryGetValue(name, out own)
            || Array.Exists(OfRequest, known => known.Equals(name, System.StringComparison.OrdinalIgnoreCase))
            || (hasSsl && name.Equals("ssl", System.StringComparison.OrdinalIgnoreCase));
    }

    private static string? Environment(string name)
    {
        if (name.Length == 0 || name.Contains('\0') || name.Contains('='))
            return null;
        var value = System.Environment.GetEnvironmentVariable(Encoding.UTF8.GetString(Encoding.Latin1.GetBytes(name)));
        return value is null ? null : Encoding.Latin1.GetString(Encoding.UTF8.GetBytes(value));
    }

    private static string ToLowerAscii(this string text) => Change(text, static c => char.IsAsciiLetterUpper(c) ? (char)(c + 32) : c);

    private static string ToUpperAscii(this string text) => Change(text, static c => char.IsAsciiLetterLower(c) ? (char)(c - 32) : c);

    private static string Change(string text, Func<char, char> change) =>
        string.Create(text.Length, (text, change), static (result, state) =>
        {
            for (var i = 0; i < result.Length; i++)
                result[i] = state.change(state.text[i]);
        });

    /// <summary>The characters that a path may hold stay; a colon in the first part gets "./" in front, as it would look like a scheme.</summary>
    private static string Escape(string path)
    {
        var result = new StringBuilder();
        var colon = path.IndexOf(':');
        var slash = path.IndexOf('/');
        if (colon >= 0 && (slash < 0 || colon < slash))
            result.Append("./");
        foreach (var c in path)
        {
            if (char.IsAsciiLetterOrDigit(c) || "$-_.+!*'(),:@&=/~".Contains(c))
                result.Append(c);
            else
                result.Append('%').Append(((int)c).ToString("x2", System.Globalization.CultureInfo.InvariantCulture));
        }
        return result.ToString();
    }

    /// <summary>%2F stays as it is; a bad escape or %00 makes the whole empty.</summary>
    private static string Unescape(string text)
    {
        var result = new StringBuilder();
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] != '%')
            {
                result.Append(text[i]);
                continue;
            }
            if (i + 2 >= text.Length || !char.IsAsciiHexDigit(text[i + 1]) || !char.IsAsciiHexDigit(text[i + 2]))
                return "";
            var value = Convert.ToInt32(text.Substring(i + 1, 2), 16);
            if (value == 0)
                return "";
            if (value == '/')
                result.Append(text, i, 3);
            else
                result.Append((char)value);
            i += 2;
        }
        return result.ToString();
    }

    private static string FromBase64(string text)
    {
        var length = 0;
        while (length < text.Length && (char.IsAsciiLetterOrDigit(text[length]) || text[length] is '+' or '/'))
            length++;
        var clean = text[..length];
        if (clean.Length % 4 == 1)
            clean = clean[..^1];
        clean = clean.PadRight((clean.Length + 3) / 4 * 4, '=');
        var decoded = Encoding.Latin1.GetString(Convert.FromBase64String(clean));
        var zero = decoded.IndexOf('\0');
        return zero < 0 ? decoded : decoded[..zero];
    }

    private static string? File(Evaluation evaluation, string path)
    {
        using (Io.Reactors.Blocking.Enter())
        {
            var data = FileSystem.ReadAll(path, out var errno, LargestFile);
            if (data is null)
                evaluation.Error = $"Cannot read file {path}: {Io.Native.Errno.Text(-errno)}";
            return data is null ? null : Encoding.Latin1.GetString(data);
        }
    }

    private static string EscapeLdap(string text)
    {
        var result = new StringBuilder();
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            var isEdge = c == ' ' && (i == 0 || i == text.Length - 1);
            if (isEdge || (c == '#' && i == 0) || c < ' ' || c > '~' || "*()\\/\"+,;<=>".Contains(c))
                result.Append('\\').Append(((int)c).ToString("x2", System.Globalization.CultureInfo.InvariantCulture));
            else
                result.Append(c);
        }
        return result.ToString();
    }
}
