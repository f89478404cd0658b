using Trefoil.Http.Messages;
using Trefoil.Io.Logs;

namespace Trefoil.Modules.Proxy.Core;

/// <summary>Failures that are the backend's, or the way to it: a log line and the reason on the error page.</summary>
internal static class ProxyError
{
    /// <summary>Logs the reason, keeps it for the page and gives the status back.</summary>
    internal static int Report(Request request, int status, string reason)
    {
        request.Notes.Set("error-notes", $"<p>The reason is: <strong>{HtmlEscape.Escape(reason)}</strong></p>\n");
        request.Notes.Set("verbose-error-to", "*");
        request.StatusLine = string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{status} Proxy Error");
        Log.Write(request, LogLevel.Error, "proxy", 898, $"{reason} returned by {request.Uri}");
        return status;
    }
}
