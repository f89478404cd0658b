using Trefoil.Configuration.Directives;
using Trefoil.Configuration.Sections;
using Trefoil.Io.Logs;

namespace Trefoil.Http.Core;

/// <summary>Gives each server its error log when a configuration is complete.</summary>
public static class ErrorLogs
{
    /// <summary>
    /// Opens what the servers name; <paramref name="open"/> gives a descriptor or -errno for a file (absolute) or program. Null, or the line that says what could not be opened.
    /// </summary>
    public static string? Attach(ConfigurationContext context, string programName, Func<string, int> open)
    {
        var known = new Dictionary<(string, ErrorLogFormats), ErrorLog>();
        if (Attach(context.MainServer) is { } refusal)
            return refusal;
        foreach (var host in context.VirtualHosts)
        {
            if (Attach(host) is { } error)
                return error;
        }
        return null;

        string? Attach(ServerConfig server)
        {
            var settings = server.Settings.Get<ErrorLogSettings>();
            var destination = DestinationOf(context, settings);
            var formats = settings.Formats;
            if (!known.TryGetValue((destination, formats), out var log))
            {
                if (Make(destination, formats, programName, open, out log) is { } error)
                    return error;
                known.Add((destination, formats), log!);
            }
            server.ErrorLog = log!;
            return null;
        }
    }

    /// <summary>The destination in effect: files are absolute, "syslog" and programs stay as written.</summary>
    public static string DestinationOf(ConfigurationContext context, ErrorLogSettings settings)
    {
        var written = settings.Destination ?? ErrorLogSettings.DefaultDestination;
        return PipedLog.IsPiped(written) || SyslogDestination.IsSyslog(written) ? written : context.ResolvePath(written);
    }

    private static string? Make(string destination, ErrorLogFormats formats, string programName, Func<string, int> open, out ErrorLog? log)
    {
        log = null;
        if (SyslogDestination.IsSyslog(destination))
        {
            if (!SyslogDestination.TryParse(destination, out var syslog))
                return $"AH10036: {programName}: could not open syslog error log.";
            log = new SyslogErrorLog(syslog, programName, formats);
            return null;
        }
        var descriptor = open(destination);
        if (descriptor >= 0)
        {
            log = new FileErrorLog(descriptor, formats);
            return null;
        }
        var reason = $"({-descriptor}){Io.Native.Errno.Text(-descriptor)}: ";
        return PipedLog.IsPiped(destination)
            ? $"{reason}AH00089: Couldn't start ErrorLog process '{destination.TrimStart('|', '$')}'."
            : $"{reason}AH00091: {programName}: could not open error log file {destination}.";
    }
}
