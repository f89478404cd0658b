using System.Text;
using Trefoil.Http.Messages;

namespace Trefoil.Modules.Generators.Cgi;

/// <summary>What is gathered about one run of a script in case it fails.</summary>
internal sealed class ScriptLogEntry(ScriptLog log)
{
    private const int MostOutput = 64 * 1024;

    private readonly StringBuilder _body = new();
    private readonly StringBuilder _output = new();
    private readonly StringBuilder _errors = new();

    internal void AddBody(ReadOnlySpan<byte> bytes)
    {
        if (_body.Length < log.BodyLimit)
            _body.Append(Encoding.Latin1.GetString(bytes[..Math.Min(bytes.Length, log.BodyLimit - _body.Length)]));
    }

    internal void AddOutput(ReadOnlySpan<byte> bytes)
    {
        if (_output.Length < MostOutput)
            _output.Append(Encoding.Latin1.GetString(bytes[..Math.Min(bytes.Length, MostOutput - _output.Length)]));
    }

    internal void AddError(string line)
    {
        lock (_errors)
        {
            if (_errors.Length < MostOutput)
                _errors.Append(line).Append('\n');
        }
    }

    internal void Write(Request request, int status)
    {
        var text = new StringBuilder("%request\n");
        Fields(text, request.HeadersInUntracked);
        if (_body.Length > 0)
            text.Append('\n').Append(_body).Append('\n');
        text.Append("%response\n");
        Fields(text, request.HeadersOut);
        if (_output.Length > 0)
            text.Append("%stdout\n").Append(_output).Append('\n');
        lock (_errors)
        {
            if (_errors.Length > 0)
                text.Append("%stderr\n").Append(_errors);
        }
        log.Write(request, status, text.ToString());
    }

    private static void Fields(StringBuilder text, HeaderTable fields)
    {
        for (var i = 0; i < fields.Count; i++)
            text.Append(fields[i].Key).Append(": ").Append(fields[i].Value).Append('\n');
    }
}
