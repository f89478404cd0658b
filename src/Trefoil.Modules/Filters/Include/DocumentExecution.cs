using Trefoil.Http.Messages;
using Trefoil.Http.Output;
using Trefoil.Http.Phases;
using Trefoil.Io.Files;
using Trefoil.Modules.Generators.Cgi;

namespace Trefoil.Modules.Filters.Include;

/// <summary>The element exec: a shell command, or a CGI script by its URL.</summary>
internal static class DocumentExecution
{
    /// <summary>As in Apache the element exists where a CGI module is loaded.</summary>
    internal static bool IsAvailable(Request request) =>
        request.Runtime.Configuration.HasModule("mod_cgi.c") || request.Runtime.Configuration.HasModule("mod_cgid.c");

    internal static async ValueTask<bool> RunScriptAsync(DocumentState state, string url, OutputFilter next)
    {
        var found = await Subrequests.LookupUriAsync(state.Request, url, next);
        if (found.Status != 200 || !string.IsNullOrEmpty(found.PathInfo) || found.QueryString is not null || found.FileStatus.Kind != FileKind.Regular)
        {
            state.Fail(1362, $"invalid CGI ref \"{url}\" in {state.Request.Filename}");
            return false;
        }
        found.PathInfo = state.Request.PathInfo;
        found.QueryString = state.Request.QueryString;
        found.Handler = "cgi-script";
        var status = await Subrequests.RunAsync(found);
        // A script that sends its visitor elsewhere can only be obeyed by the reader of the document.
        if (status is >= 300 and < 400 && found.HeadersOut.Get("Location") is { } location)
        {
            var shown = HtmlEscape.Escape(location);
            await next.WriteAsync(state.Request, System.Text.Encoding.Latin1.GetBytes($"<a href=\"{shown}\">{shown}</a>"));
        }
        return true;
    }

    internal static ValueTask<bool> RunCommandAsync(DocumentState state, string command, OutputFilter next) => ShellCommand.RunAsync(state.Request, command, next);
}
