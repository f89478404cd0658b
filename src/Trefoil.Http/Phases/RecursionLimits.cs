using Trefoil.Http.Core;
using Trefoil.Http.Messages;
using Trefoil.Io.Logs;

namespace Trefoil.Http.Phases;

/// <summary>LimitInternalRecursion: configurations that redirect in circles end here.</summary>
internal static class RecursionLimits
{
    internal static bool IsExceeded(Request request)
    {
        var settings = request.ForServer<CoreServerSettings>();
        var redirects = 0;
        var subrequests = 0;
        for (var at = request; at is not null; at = at.Previous ?? at.Main)
        {
            if (at.Previous is not null)
            {
                if (++redirects >= settings.RedirectLimit)
                    return Report(request, 124, $"Request exceeded the limit of {settings.RedirectLimit} internal redirects");
            }
            else if (at.Main is not null && ++subrequests >= settings.SubrequestLimit)
            {
                return Report(request, 125, $"Request exceeded the limit of {settings.SubrequestLimit} subrequest nesting levels");
            }
        }
        return false;
    }

    private static bool Report(Request request, int code, string what)
    {
        Log.Write(request, LogLevel.Error, "core", code, what
            + " due to probable configuration error. Use 'LimitInternalRecursion' to increase the limit if necessary. Use 'LogLevel debug' to get a backtrace.");
        if (!Log.IsEnabled(request, "core", LogLevel.Debug))
            return true;
        Log.Write(request, LogLevel.Debug, "core", 121, $"r->uri = {request.Uri}");
        for (var at = request; (at.Previous ?? at.Main) is { } earlier; at = earlier)
        {
            if (at.Previous is not null)
                Log.Write(request, LogLevel.Debug, "core", 122, $"redirected from r->uri = {earlier.Uri}");
            else
                Log.Write(request, LogLevel.Debug, "core", 123, $"subrequested from r->uri = {earlier.Uri}");
        }
        return true;
    }
}
