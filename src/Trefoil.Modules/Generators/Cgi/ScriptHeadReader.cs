using System.Text;
using Trefoil.Http.Messages;
using Trefoil.Io.Logs;

namespace Trefoil.Modules.Generators.Cgi;

/// <summary>Reads the head of a script's output line by line, as it comes; its length is limited by line only.</summary>
internal sealed class ScriptHeadReader(Request request, string module)
{
    private const int LongestLine = 8189;

    private readonly ScriptFields _fields = new(request, module);
    private readonly byte[] _line = new byte[LongestLine];
    private int _length;
    private bool _anyLine;

    /// <summary>0 where the body may go out; else the status to answer with (304 and 412 by conditions, 500, 504).</summary>
    internal int Status { get; private set; }

    /// <summary>Whether the script said nothing at all so far.</summary>
    internal bool IsEmpty => !_anyLine && _length == 0;

    /// <summary>Takes output; true once the head is over, one way or the other, with what was used of it.</summary>
    internal bool Read(ReadOnlySpan<byte> data, out int consumed)
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
    internal void End()
    {
        Log.Write(request, LogLevel.Error, module, 0, $"{(_anyLine ? "Premature end of script headers" : "End of script output before headers")}: {ScriptHead.ScriptName(request)}");
        Status = 500;
    }

    /// <summary>The script let itself be waited for too long.</summary>
    internal void TimeOut()
    {
        Log.Write(request, LogLevel.Error, module, 0, $"Script timed out before returning headers: {ScriptHead.ScriptName(request)}");
        Status = 504;
    }

    private bool EndLine()
    {
        var bytes = _line.AsSpan(0, _length);
        _length = 0;
        // A zero ends the line for a reader of C strings.
        var zero = bytes.IndexOf((byte)0);
        if (zero >= 0)
            bytes = bytes[..zero];
        if (bytes.IsEmpty)
        {
            Status = _fields.Finish();
            return true;
        }
        _anyLine = true;
        if (_fields.TakeLine(Encoding.Latin1.GetString(bytes)))
            return false;
        Status = 500;
        return true;
    }
}
