using System.Globalization;
using System.Text;
using Trefoil.Http.DefaultHandling;
using Trefoil.Http.Messages;
using Trefoil.Io.Logs;

namespace Trefoil.Http.Scripts;

/// <summary>
/// Reads the header fields in front of a script's output, as they come, and puts them into the response (ap_scan_script_header_err). Shared by everything whose
/// answer looks like a CGI script's.
/// </summary>
public sealed class ScriptHead
{
    /// <summary>The longest line, without its end.</summary>
    private const int LongestLine = 8190;

    private const int ShownOfBadLine = 30;

    private readonly Request _request;
    private readonly string _module;
    private readonly HeaderTable _merged = new();
    private readonly HeaderTable _cookies = new();
    private readonly byte[] _line = new byte[LongestLine];
    private int _length;
    private bool _anyLine;
    private bool _hasStatus;

    /// <summary>Begins; <paramref name="module"/> is the name in log lines.</summary>
    public ScriptHead(Request request, string module)
    {
        _request = request;
        _module = module;
        var before = request.ErrorHeadersOut;
        for (var i = 0; i < before.Count; i++)
        {
            if (before[i].Key.Equals("Set-Cookie", StringComparison.OrdinalIgnoreCase))
                _cookies.Add(before[i].Key, before[i].Value);
        }
    }

    /// <summary>0 where the body may go out; else the status to answer with (304 and 412 by conditions, 500, 504).</summary>
    public int Status { get; private set; }

    /// <summary>Whether the script said nothing at all so far.</summary>
    public bool IsEmpty => !_anyLine && _length == 0;

    /// <summary>Takes output; true once the head is over, one way or the other, with what was used of it.</summary>
    public bool Read(ReadOnlySpan<byte> data, out int consumed)
    {
        for (consumed = 0; consumed < data.Length;)
        {
            var c = data[consumed++];
            if (c == '\n')
            {
                if (EndLine())
                    return true;
            }
            else if (c != '\r')
            {
                if (_length == LongestLine)
                {
                    End();
                    return true;
                }
                _line[_length++] = c;
            }
        }
        return false;
    }

    /// <summary>The output is over before the head was.</summary>
    public void End()
    {
        var text = _anyLine ? "Premature end of script headers" : "End of script output before headers";
        Report($"{text}: {Name}");
        Status = 500;
    }

    /// <summary>The script let itself be waited for too long.</summary>
    public void TimeOut()
    {
        Report($"Script timed out before returning headers: {Name}");
        Status = 504;
    }

    private string Name => _request.Filename is { } filename ? filename[(filename.LastIndexOf('/') + 1)..] : "";

    private bool EndLine()
    {
        var line = Encoding.Latin1.GetString(_line, 0, _length);
        _length = 0;
        // A zero ends the line for a reader of C strings.
        var zero = line.IndexOf('\0');
        if (zero >= 0)
            line = line[..zero];
        if (line.Length == 0)
        {
            Finish();
            return true;
        }
        var colon = line.IndexOf(':');
        if (colon < 0)
        {
            Report($"malformed header from script '{Name}': Bad header: {(line.Length > ShownOfBadLine ? line[..ShownOfBadLine] : line)}");
            Status = 500;
            return true;
        }
        _anyLine = true;
        Apply(line[..colon], line[(colon + 1)..].TrimStart(' ', '\t', '\v', '\f'));
        return false;
    }

    private void Apply(string name, string value)
    {
        switch (name.ToLowerInvariant())
        {
            case "content-type":
                var type = value.TrimEnd(' ', '\t', '\v', '\f');
                var semicolon = type.IndexOf(';');
                _request.ContentType = semicolon < 0 ? type.ToLowerInvariant() : type[..semicolon].ToLowerInvariant() + type[semicolon..];
                break;
            case "status":
                SetStatus(value);
                break;
            case "location" or "content-range" or "etag" or "content-length" or "transfer-encoding":
                _request.HeadersOut.Set(name, value);
                break;
            case "last-modified":
                // A date that cannot be is not passed on.
                if (HttpDate.Parse(value) is { } time)
                {
                    _request.LastModified = Math.Max(_request.LastModified, time);
                    _request.HeadersOut.Set("Last-Modified", HttpDate.Format(Math.Min(_request.LastModified, _request.Time)));
                }
                break;
            case "set-cookie":
                _cookies.Add(name, value);
                break;
            default:
                _merged.Add(name, value);
                break;
        }
    }

    private void SetStatus(string value)
    {
        var digits = 0;
        while (digits < value.Length && char.IsAsciiDigit(value[digits]))
            digits++;
        int.TryParse(value.AsSpan(0, digits), NumberStyles.None, CultureInfo.InvariantCulture, out var status);
        _request.Status = status;
        _hasStatus = true;
        if (status is < 100 or >= 600)
            Report($"Invalid status line from script '{Name}': {(value.Length > ShownOfBadLine ? value[..ShownOfBadLine] : value)}");
        _request.StatusLine = value;
    }

    private void Finish()
    {
        // A status of the script's own stands above conditions, which speak of its usual answer.
        if (!_hasStatus && _request.MethodNumber == HttpMethods.Get)
            Status = ConditionalRequest.Evaluate(_request);
        var errors = _request.ErrorHeadersOut;
        for (var i = 0; i < _merged.Count; i++)
            errors.Merge(_merged[i].Key, _merged[i].Value);
        if (_cookies.Count == 0)
            return;
        errors.Unset("Set-Cookie");
        errors.AddRange(_cookies);
    }

    private void Report(string text) => Log.Write(_request, LogLevel.Error, _module, 0, text);
}
