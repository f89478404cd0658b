using Trefoil.Http.Messages;
using Trefoil.Io.Logs;

namespace Trefoil.Modules.Loggers.LogConfig;

/// <summary>%t: the begin or the end of a request as CLF time, as a number since 1970, or by a strftime(3) format.</summary>
internal static class TimeLogItem
{
    internal static LogItem Create(string format)
    {
        var atEnd = false;
        if (format == "begin" || format.StartsWith("begin:", StringComparison.Ordinal))
        {
            format = format.Length == 5 ? "" : format[6..];
        }
        else if (format == "end" || format.StartsWith("end:", StringComparison.Ordinal))
        {
            atEnd = true;
            format = format.Length == 3 ? "" : format[4..];
        }
        return format switch
        {
            "" => new ClfTimeItem(atEnd),
            "sec" => Number(atEnd, static time => time / 1_000_000),
            "msec" => Number(atEnd, static time => time / 1000),
            "usec" => Number(atEnd, static time => time),
            "msec_frac" => new ValueLogItem((line, r) => line.AppendDigits((int)(At(r, atEnd) % 1_000_000 / 1000), 3)),
            "usec_frac" => new ValueLogItem((line, r) => line.AppendDigits((int)(At(r, atEnd) % 1_000_000), 6)),
            _ => new ValueLogItem((line, r) => WriteFormatted(line, format, At(r, atEnd))),
        };
    }

    private static long At(Request request, bool atEnd) => atEnd ? LogTimes.End(request) : request.Time;

    private static ValueLogItem Number(bool atEnd, Func<long, long> unit) => new((line, r) => line.AppendNumber(unit(At(r, atEnd))), CachedLogItems.Time(atEnd, unit));

    private static void WriteFormatted(LogLineWriter line, string format, long time)
    {
        Span<byte> text = stackalloc byte[1024];
        line.Append(text[..TimeText.Strftime(text, format, time)]);
    }

    private sealed class ClfTimeItem(bool atEnd) : LogItem
    {
        internal override void Write(LogLineWriter line, Request request) => ClfTime.Append(line, At(request, atEnd));

        internal override CachedWrite Cached => CachedLogItems.BeginClf;
    }
}
