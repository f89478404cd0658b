using Trefoil.Io.Native;
using Trefoil.Io.Processes;

namespace Trefoil.Io.Logs;

/// <summary>The line layout in effect where no ErrorLogFormat is given.</summary>
internal static class DefaultErrorLayout
{
    /// <summary>
    /// Writes "[time] [module:level] [pid P:tid T] (errno)text: [client C] AHnnnnn: message, referer: R" without a line end.
    /// Start-up records have neither time, module nor process; syslog adds the time itself.
    /// </summary>
    internal static void Append(ref LineBuffer line, in LogRecord record, long now, bool withTime)
    {
        if (!record.IsStartup)
        {
            if (withTime)
            {
                line.Append('[');
                TimeText.AppendCtime(ref line, now, withFraction: true, withZone: false);
                line.Append("] ");
            }
            line.Append('[');
            line.Append(record.Module);
            line.Append(':');
            line.Append(LogLevelNames.Keyword(record.Level));
            line.Append("] [pid ");
            line.Append(Environment.ProcessId);
            line.Append(":tid ");
            line.Append(CurrentProcess.ThreadId);
            line.Append("] ");
        }
        if (record.Errno != 0)
        {
            AppendErrno(ref line, record.Errno);
            line.Append(": ");
        }
        if (record.Origin?.LogClient is { } client)
        {
            line.Append("[client ");
            line.Append(client);
            line.Append("] ");
        }
        AppendMessage(ref line, record);
        if (record.Origin?.LogReferer is { } referer)
        {
            line.Append(", referer: ");
            line.AppendEscaped(referer);
        }
    }

    internal static void AppendErrno(ref LineBuffer line, int errno)
    {
        line.Append('(');
        line.Append(errno);
        line.Append(')');
        line.Append(Errno.Text(errno));
    }

    internal static void AppendMessage(ref LineBuffer line, in LogRecord record)
    {
        if (record.Code != 0)
        {
            line.Append("AH");
            line.AppendDigits(record.Code, 5);
            line.Append(": ");
        }
        line.AppendEscaped(record.Message.AsSpan().TrimEnd("\r\n"));
    }
}
