using System.Text;
using Trefoil.Http.Messages;
using Trefoil.Io.Logs;
using Trefoil.Io.Native;
using Trefoil.Io.Reactors;

namespace Trefoil.Modules.Generators.Cgi;

/// <summary>What a script writes to its standard error: line by line into the error log, as it comes.</summary>
internal sealed class ErrorOutput(Request request, string module, AsyncDescriptor errors, ScriptLogEntry? log)
{
    private const int LongestLine = 8191;

    private readonly StringBuilder _line = new();
    private volatile bool _isLast;

    /// <summary>True at the end of the output.</summary>
    internal bool IsDone { get; private set; }

    internal async Task RunAsync()
    {
        var buffer = new byte[2048];
        try
        {
            while (true)
            {
                var got = errors.TryReceive(buffer);
                if (got > 0)
                {
                    Take(buffer.AsSpan(0, got));
                    continue;
                }
                if (got != -Errno.EAGAIN || _isLast || await errors.WaitReadableAsync(-1) < 0)
                    break;
            }
        }
        finally
        {
            if (_line.Length > 0)
                EndLine();
            IsDone = true;
        }
    }

    /// <summary>The script has ended: what it wrote is there already, and no other holder of its standard error is waited for.</summary>
    internal void ExpectNoMore()
    {
        _isLast = true;
        errors.Nudge();
    }

    private void Take(ReadOnlySpan<byte> bytes)
    {
        foreach (var b in bytes)
        {
            if (b == '\n' || _line.Length == LongestLine)
                EndLine();
            if (b != '\n')
                _line.Append((char)b);
        }
    }

    private void EndLine()
    {
        var text = _line.ToString();
        _line.Clear();
        log?.AddError(text);
        Log.Write(request, LogLevel.Error, module, CgiCodes.Errors, $"stderr from {request.Filename}: {text}");
    }
}
