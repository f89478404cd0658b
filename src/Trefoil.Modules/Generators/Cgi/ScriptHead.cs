using System.Buffers;
using System.Globalization;
using System.Text;
using Trefoil.Http.DefaultHandling;
using Trefoil.Http.Messages;
using Trefoil.Io.Logs;

namespace Trefoil.Modules.Generators.Cgi;

/// <summary>Takes the head of a script's output ("Name: value" lines up to an empty one) into the response, by Apache's rules (ap_scan_script_header_err).</summary>
internal static class ScriptHead
{
    private static readonly SearchValues<char> TokenLetters =
        SearchValues.Create("!#$%&'*+-.^_`|~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz");

    /// <summary>
    /// Reads the head. Gives 0; 304 or 412 where the script left the status open and the client's conditions say so; or 500 for a head that is none, after
    /// a line in the log of <paramref name="module"/>.
    /// </summary>
    /// <param name="request">Gets status and fields.</param>
    /// <param name="text">The output so far, the head whole.</param>
    /// <param name="module">Whose log lines these are.</param>
    /// <param name="length">Length of the head with its empty line.</param>
    internal static int Apply(Request request, ReadOnlySpan<byte> text, string module, out int length)
    {
        var gathered = new Fields(request);
        length = 0;
        while (true)
        {
            var end = text[length..].IndexOf((byte)'\n');
            if (end < 0)
            {
                length = text.Length;
                return Premature(request, module);
            }
            var line = Line(text.Slice(length, end));
            length += end + 1;
            if (line.Length == 0)
                break;
            var colon = line.IndexOf(':');
            if (colon < 0)
            {
                Log.Write(request, LogLevel.Error, module, 0, $"malformed header from script '{ScriptName(request)}': Bad header: {line[..Math.Min(line.Length, 30)]}");
                return 500;
            }
            var value = line.AsSpan(colon + 1).TrimStart(" \t\r\v\f").ToString();
            if (!gathered.Take(line[..colon], value, module))
                return 500;
        }
        // A script that does not speak of a status leaves validators to us.
        var status = !gathered.HasStatus && request.MethodNumber == HttpMethods.Get ? ConditionalRequest.Evaluate(request) : 0;
        gathered.Publish();
        return status;
    }

    /// <summary>Logs that the output ended inside the head.</summary>
    internal static int Premature(Request request, string module)
    {
        Log.Write(request, LogLevel.Error, module, 0, $"End of script output before headers: {ScriptName(request)}");
        return 500;
    }

    internal static string ScriptName(Request request)
    {
        var name = request.Filename ?? request.Uri;
        return name[(name.LastIndexOf('/') + 1)..];
    }

    /// <summary>The line as a byte string without carriage returns; what follows a NUL is not there for anybody.</summary>
    private static string Line(ReadOnlySpan<byte> bytes)
    {
        var nul = bytes.IndexOf((byte)0);
        if (nul >= 0)
            bytes = bytes[..nul];
        if (bytes.Length > 0 && bytes[^1] == '\r')
            bytes = bytes[..^1];
        var text = Encoding.Latin1.GetString(bytes);
        return text.Contains('\r') ? text.Replace("\r", "", StringComparison.Ordinal) : text;
    }

    /// <summary>The fields while the head is read: most go with any response, cookies stay one by one.</summary>
    private sealed class Fields(Request request)
    {
        private readonly HeaderTable _merged = new();
        private HeaderTable? _cookies;

        internal bool HasStatus { get; private set; }

        internal bool Take(string name, string value, string module)
        {
            if (Is(name, "Content-Type"))
                request.ContentType = value.TrimEnd() is { Length: > 0 } type ? LowerType(type) : null;
            else if (Is(name, "Status"))
                SetStatus(value, module);
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

        internal void Publish()
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
            _merged.Add(name, value);
            return true;
        }

        private void SetStatus(string value, string module)
        {
            HasStatus = true;
            var digits = 0;
            while (digits < value.Length && char.IsAsciiDigit(value[digits]))
                digits++;
            if (digits is > 0 and <= 9 && int.Parse(value.AsSpan(0, digits), CultureInfo.InvariantCulture) is >= 100 and <= 599 and var status)
            {
                request.Status = status;
                // Only "404 Some words" is a line of its own.
                request.StatusLine = digits == 3 && value.Length > 3 && value[3] == ' ' ? value : null;
                return;
            }
            Log.Write(request, LogLevel.Error, module, 0, $"Invalid status line from script '{ScriptName(request)}': {value}");
            request.Status = 500;
            request.StatusLine = null;
        }

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
}
