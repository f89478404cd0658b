using System.Buffers;
using System.Globalization;
using Trefoil.Http.DefaultHandling;
using Trefoil.Http.Errors;
using Trefoil.Http.Messages;
using Trefoil.Io.Logs;

namespace Trefoil.Modules.Generators.Cgi;

/// <summary>The fields while the head is read: most go with any response, cookies stay one by one.</summary>
internal sealed class ScriptFields(Request request, string module)
{
    private static readonly SearchValues<char> TokenLetters =
        SearchValues.Create("!#$%&'*+-.^_`|~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz");

    private readonly HeaderTable _merged = new();
    private HeaderTable? _cookies;

    private bool HasStatus { get; set; }

    /// <summary>Takes a line that is not empty; false, after a line in the log, where it makes the response impossible.</summary>
    internal bool TakeLine(string line)
    {
        var colon = line.IndexOf(':');
        if (colon >= 0)
            return Take(line[..colon], line.AsSpan(colon + 1).TrimStart(" \t\r\v\f").ToString());
        Log.Write(request, LogLevel.Error, module, 0, $"malformed header from script '{ScriptHead.ScriptName(request)}': Bad header: {line[..Math.Min(line.Length, 30)]}");
        return false;
    }

    private bool Take(string name, string value)
    {
        if (Is(name, "Content-Type"))
            request.ContentType = value.TrimEnd() is { Length: > 0 } type ? LowerType(type) : null;
        else if (Is(name, "Status"))
            SetStatus(value);
        else if (Is(name, "Location") || Is(name, "ETag"))
            request.HeadersOut.Set(name, value);
        else if (Is(name, "Content-Length"))
            SetLength(name, value);
        else if (Is(name, "Transfer-Encoding"))
            return true;
        else if (Is(name, "Last-Modified"))
            SetLastModified(value);
        else if (Is(name, "Set-Cookie"))
            (_cookies ??= new HeaderTable()).Add(name, value);
        else
            return AddOther(name, value);
        return true;
    }

    /// <summary>The head is over: puts what was gathered into the response. Gives 0, or 304 or 412 where the script left the status to the client's conditions.</summary>
    internal int Finish()
    {
        // A script that does not speak of a status leaves validators to us.
        var status = !HasStatus && request.MethodNumber == HttpMethods.Get ? ConditionalRequest.Evaluate(request) : 0;
        Publish();
        return status;
    }

    private void Publish()
    {
        var target = request.ErrorHeadersOut;
        for (var i = 0; i < _merged.Count; i++)
            target.Merge(_merged[i].Key, _merged[i].Value);
        for (var i = 0; _cookies is not null && i < _cookies.Count; i++)
            target.Add(_cookies[i].Key, _cookies[i].Value);
    }

    private bool AddOther(string name, string value)
    {
        if (name.Length == 0 || name.AsSpan().ContainsAnyExcept(TokenLetters))
        {
            Log.Write(request, LogLevel.Error, "http", 2429, $"Response header name '{name}' contains invalid characters, aborting request");
            return false;
        }
        if (value.AsSpan().IndexOfAnyInRange('\0', '\x08') >= 0 || value.AsSpan().IndexOfAnyInRange('\n', '\x1f') >= 0 || value.Contains('\x7f'))
        {
            Log.Write(request, LogLevel.Error, "http", 2430, $"Response header '{name}' value contains invalid characters, aborting request");
            return false;
        }
        _merged.Add(name, value);
        return true;
    }

    private void SetStatus(string value)
    {
        HasStatus = true;
        var digits = 0;
        while (digits < value.Length && char.IsAsciiDigit(value[digits]))
            digits++;
        var status = digits is > 0 and <= 9 ? int.Parse(value.AsSpan(0, digits), CultureInfo.InvariantCulture) : 0;
        var isStatus = status is >= 100 and <= 999;
        if (!isStatus || status >= 600)
            Log.Write(request, LogLevel.Error, module, 0, $"Invalid status line from script '{ScriptHead.ScriptName(request)}': {value}");
        request.Status = isStatus ? status : 500;
        // Only "404 Some words" is a line of its own; a number that nobody knows goes out bare.
        if (isStatus && digits == 3 && value.Length > 3 && value[3] == ' ')
            request.StatusLine = value;
        else
            request.StatusLine = isStatus && value.Length == 3 && !HasReason(status) ? value + " " : null;
    }

    private static bool HasReason(int status) => !StatusText.Line(status).EndsWith(string.Create(CultureInfo.InvariantCulture, $"Status {status}"), StringComparison.Ordinal);

    // A script's word about length is not taken unless the administrator says so: a wrong one would make the rest of its output another response.
    private void SetLength(string name, string value)
    {
        if (request.HasEnvironment && request.Environment.Contains("ap_trust_cgilike_cl"))
            request.HeadersOut.Set(name, value);
    }

    private void SetLastModified(string value)
    {
        if (HttpDate.Parse(value) is not { } time)
            return;
        request.LastModified = Math.Min(time, request.Time);
        request.HeadersOut.Set("Last-Modified", HttpDate.Format(request.LastModified));
    }

    private static bool Is(string name, string expected) => name.Equals(expected, StringComparison.OrdinalIgnoreCase);

    /// <summary>Type and subtype in lower case, parameters as they are.</summary>
    private static string LowerType(string type)
    {
        var end = type.IndexOf(';');
        return end < 0 ? type.ToLowerInvariant() : string.Concat(type[..end].ToLowerInvariant(), type.AsSpan(end));
    }
}
