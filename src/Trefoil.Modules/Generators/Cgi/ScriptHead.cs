using System.Text;
using Trefoil.Http.Messages;
using Trefoil.Io.Logs;

namespace Trefoil.Modules.Generators.Cgi;

/// <summary>Takes the head of a script's output ("Name: value" lines up to an empty one) into the response, by Apache's rules (ap_scan_script_header_err).</summary>
internal static class ScriptHead
{
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
        var gathered = new ScriptFields(request, module);
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
            if (!gathered.TakeLine(line))
                return 500;
        }
        return gathered.Finish();
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
}
