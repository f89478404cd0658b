using Trefoil.Io.Processes;

namespace Trefoil.Io.Logs;

/// <summary>One item of an ErrorLogFormat: literal text (kind '\0') or a letter with its modifiers.</summary>
internal sealed class ErrorLogItem
{
    internal ErrorLogItem(char kind, string? argument, int minimumLevel)
    {
        Kind = kind;
        Argument = argument;
        MinimumLevel = minimumLevel;
    }

    internal char Kind { get; }

    internal string? Argument { get; }

    /// <summary>The item shows only in lines at least that verbose (7 is debug).</summary>
    internal int MinimumLevel { get; }

    internal bool BeginsField { get; init; }

    internal bool IsRequired { get; init; }

    internal bool HyphenIfEmpty { get; init; }

    internal static ErrorLogItem Literal(string text, bool beginsField) => new('\0', text, 0) { BeginsField = beginsField };

    internal void Append(ref LineBuffer line, in LogRecord record, long now)
    {
        switch (Kind)
        {
            case '\0':
                line.Append(Argument);
                break;
            case 'M':
                DefaultErrorLayout.AppendMessage(ref line, record);
                break;
            case 'E':
                if (record.Errno != 0)
                    DefaultErrorLayout.AppendErrno(ref line, record.Errno);
                break;
            case 'F':
                // Our messages carry AH codes, which name the place better than a file and line of another code base would.
                break;
            case 'l':
                line.Append(LogLevelNames.Keyword(record.Level));
                break;
            case 'm':
                line.Append(record.Module);
                break;
            case 'P':
                line.Append(Environment.ProcessId);
                break;
            case 'T':
                line.Append(CurrentProcess.ThreadId);
                break;
            case 'L':
                line.Append(Identity(record.Origin));
                break;
            case 't':
                AppendTime(ref line, now);
                break;
            default:
                line.AppendEscaped(record.Origin?.LogItem(Kind, Argument));
                break;
        }
    }

    private string? Identity(ILogOrigin? origin) => Argument switch
    {
        "c" or "C" => origin?.ConnectionIdentity?.Id,
        _ => (origin?.RequestIdentity ?? origin?.ConnectionIdentity)?.Id,
    };

    private void AppendTime(ref LineBuffer line, long now)
    {
        if (Argument is { } format && format.Contains('%'))
        {
            line.Advance(TimeText.Strftime(line.Free, format, now));
            return;
        }
        var fraction = Argument?.Contains('u') ?? false;
        var zone = Argument?.Contains('z') ?? false;
        if (Argument?.Contains('c') ?? false)
            TimeText.AppendCompact(ref line, now, fraction, zone);
        else
            TimeText.AppendCtime(ref line, now, fraction, zone);
    }
}
