using System.Globalization;
using Trefoil.Http.Core;

namespace Trefoil.Modules.Proxy.Workers;

/// <summary>Reads one key=value of a worker.</summary>
internal static class WorkerParameterReader
{
    internal const string Unknown = "unknown Worker parameter";

    private const int LongestRoute = 96, LongestShort = 16, LongestSecret = 64;

    /// <summary>Null, or the reason why it is refused.</summary>
    internal static string? Set(WorkerParameters worker, string key, string value)
    {
        switch (key.ToLowerInvariant())
        {
            case "loadfactor":
                if (!double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out var factor) || factor is < 1 or > 100)
                    return "LoadFactor must be a number between 1..100";
                worker.LoadFactor = (int)(factor * 100);
                return null;
            case "retry":
                if (!TimeText.TryParse(value, out var retry))
                    return "Retry must be a positive value";
                worker.Retry = retry / 1000;
                return null;
            case "ttl":
                if (Number(value) is not (>= 1 and var ttl))
                    return "TTL must be at least one second";
                worker.TimeToLive = ttl * 1000L;
                return null;
            case "min":
                if (Number(value) is not (>= 0 and var min))
                    return "Min must be a positive number";
                worker.Min = min;
                return null;
            case "max":
                if (Number(value) is not (>= 0 and var max))
                    return "Max must be a positive number";
                worker.Max = max;
                return null;
            case "smax":
                if (Number(value) is not (>= 0 and var softMax))
                    return "Smax must be a positive number";
                worker.SoftMax = softMax;
                return null;
            case "acquire":
                return Time(value, "Acquire timeout has wrong format", "Acquire must be at least one millisecond", out var acquire) is { } noAcquire ? noAcquire : Done(worker.Acquire = acquire);
            case "timeout":
                if (Number(value) is not (>= 1 and var timeout))
                    return "Timeout must be at least one second";
                worker.Timeout = timeout * 1000L;
                return null;
            case "connectiontimeout":
                if (!TimeText.TryParse(value, out var connect))
                    return "Connectiontimeout has wrong format";
                if (connect < 1000)
                    return "Connectiontimeout must be at least one millisecond.";
                worker.ConnectionTimeout = connect / 1000;
                return null;
            case "ping":
                if (!TimeText.TryParse(value, out var ping))
                    return "Ping/Pong timeout has wrong format";
                if (ping < 1000)
                    return "Ping/Pong timeout must be at least one millisecond";
                worker.Ping = ping / 1000;
                return null;
            case "iobuffersize":
                if (Number(value) is not { } io || (io < 512 && io != 0))
                    return "IOBufferSize must be >= 512 bytes, or 0 for system default.";
                worker.IoBufferSize = io;
                return null;
            case "receivebuffersize":
                if (Number(value) is not { } receive || (receive < 512 && receive != 0))
                    return "ReceiveBufferSize must be >= 512 bytes, or 0 for system default.";
                worker.ReceiveBufferSize = receive;
                return null;
            case "responsefieldsize":
                if (Number(value) is not (>= 0 and var field))
                    return "ResponseFieldSize must be greater than 0 bytes, or 0 for system default.";
                worker.ResponseFieldSize = field;
                return null;
            case "keepalive":
                if (Flag(value) is not { } keepAlive)
                    return "KeepAlive must be On|Off";
                worker.KeepAlive = keepAlive;
                return null;
            case "disablereuse":
                if (Flag(value) is not { } disabled)
                    return "DisableReuse must be On|Off";
                worker.ReusesConnections = !disabled;
                return null;
            case "enablereuse":
                if (Flag(value) is not { } enabled)
                    return "EnableReuse must be On|Off";
                worker.ReusesConnections = enabled;
                return null;
            case "route":
                if (value.Length >= LongestRoute)
                    return $"Route length must be < {LongestRoute} characters";
                worker.Route = value;
                return null;
            case "redirect":
                if (value.Length >= LongestRoute)
                    return $"Redirect length must be < {LongestRoute} characters";
                worker.Redirect = value;
                return null;
            case "status":
                return SetStatus(worker, value);
            case "flushpackets":
                if (!Enum.TryParse<FlushMode>(value, ignoreCase: true, out var flush) || !char.IsAsciiLetter(value[0]))
                    return "flushpackets must be on|off|auto";
                worker.Flush = flush;
                return null;
            case "flushwait":
                if (Number(value) is not (>= 0 and <= 1000 and var wait))
                    return "flushwait must be <= 1000, or 0 for system default of 10 millseconds.";
                worker.FlushWait = wait == 0 ? 10 : wait;
                return null;
            case "lbset":
                if (Number(value) is not (>= 0 and <= 99 and var set))
                    return "lbset must be between 0 and 99";
                worker.LoadSet = set;
                return null;
            case "flusher":
                if (value.Length >= LongestShort)
                    return $"flusher name length must be < {LongestShort} characters";
                worker.Flusher = value;
                return null;
            case "upgrade":
                if (value.Length >= LongestShort)
                    return $"upgrade protocol length must be < {LongestShort} characters";
                worker.Upgrade = value;
                return null;
            case "secret":
                if (value.Length >= LongestSecret)
                    return $"Secret length must be < {LongestSecret} characters";
                worker.Secret = value;
                return null;
            case "addressttl":
                if (!long.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var seconds) || seconds is < -1 or > int.MaxValue)
                    return "AddressTTL must be -1 or a number of seconds not exceeding (2147483647)";
                worker.AddressTimeToLive = seconds;
                return null;
            default:
                return Unknown;
        }
    }

    /// <summary>Letters that set a bit, behind "-" that take it.</summary>
    private static string? SetStatus(WorkerParameters worker, string value)
    {
        var sets = true;
        foreach (var letter in value)
        {
            if (letter is '+' or '-')
            {
                sets = letter == '+';
                continue;
            }
            if (letter == ' ')
                continue;
            if (WorkerStatusText.Parse(letter) is not { } bit)
                return "Unknown status parameter option";
            worker.Status = sets ? worker.Status | bit : worker.Status & ~bit;
        }
        return null;
    }

    private static string? Time(string value, string malformed, string tooShort, out long milliseconds)
    {
        milliseconds = 0;
        if (!TimeText.TryParse(value, out var time, defaultUnit: 1000))
            return malformed;
        milliseconds = time / 1000;
        return milliseconds < 1 ? tooShort : null;
    }

    private static string? Done(long _) => null;

    private static bool? Flag(string value) =>
        value.Equals("on", StringComparison.OrdinalIgnoreCase) ? true : value.Equals("off", StringComparison.OrdinalIgnoreCase) ? false : null;

    /// <summary>The number at the beginning, as atoi takes it; 0 where there is none.</summary>
    private static int? Number(string value)
    {
        var end = value.Length > 0 && value[0] is '-' or '+' ? 1 : 0;
        while (end < value.Length && char.IsAsciiDigit(value[end]))
            end++;
        return int.TryParse(value.AsSpan(0, end), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : 0;
    }
}
