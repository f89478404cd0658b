using System.Globalization;
using Trefoil.Http.Errors;
using Trefoil.Http.Messages;
using Trefoil.Http.Walks;

namespace Trefoil.Http.Phases;

/// <summary>Starts again with another URI, without the client's knowledge.</summary>
public static class InternalRedirect
{
    /// <summary>Serves <paramref name="uri"/> in place of the request (ap_internal_redirect). When the task is done the response is finished; the caller answers Ok.</summary>
    public static async ValueTask RedirectAsync(Request request, string uri)
    {
        if (await PrepareAsync(request, uri) is not { } redirected)
            return;
        await CompleteAsync(redirected, await RequestProcessor.RespondAsync(redirected));
    }

    /// <summary>The same, with the content type and handler of the request kept (ap_internal_redirect_handler: mod_actions).</summary>
    public static async ValueTask RedirectHandlerAsync(Request request, string uri)
    {
        if (await PrepareAsync(request, uri) is not { } redirected)
            return;
        if (request.Handler is not null)
            redirected.ContentType = request.ContentType;
        var result = await RequestMapping.MapAsync(redirected);
        await CompleteAsync(redirected, result == PhaseResult.Ok ? await HandlerInvocation.InvokeAsync(redirected) : result);
    }

    /// <summary>
    /// Lets a request become what its subrequest has found (ap_internal_fast_redirect: index files, negotiation). The request goes on in its own phase.
    /// </summary>
    public static void Fast(Request subrequest, Request request)
    {
        request.ProxyRequest = subrequest.ProxyRequest;
        request.NoCache &= subrequest.NoCache;
        request.NoLocalCopy &= subrequest.NoLocalCopy;
        request.LastModified = subrequest.LastModified;
        request.Uri = subrequest.Uri;
        request.Filename = subrequest.Filename;
        request.CanonicalFilename = subrequest.CanonicalFilename;
        request.PathInfo = subrequest.PathInfo;
        request.QueryString = subrequest.QueryString;
        request.FileStatus = subrequest.FileStatus;
        request.Handler = subrequest.Handler;
        request.ContentType = subrequest.ContentType;
        request.ContentEncoding = subrequest.ContentEncoding;
        request.ContentLanguages = subrequest.ContentLanguages;
        request.AcceptsPathInfo = subrequest.AcceptsPathInfo ?? request.AcceptsPathInfo;
        request.IsCacheable &= subrequest.IsCacheable;
        if (WalkState.Of(subrequest).Node is { } node)
            WalkState.Of(request).MoveTo(request, node);
        else
            request.DirectorySettings = subrequest.DirectorySettings;
        request.ReplaceHeaders(Overlay(subrequest.HeadersOut, request.HeadersOut), Overlay(subrequest.ErrorHeadersOut, request.ErrorHeadersOut));
        if (subrequest.EnvironmentOrNull is { } environment)
            request.ReplaceEnvironment(Overlay(environment, request.EnvironmentOrNull));
        if (subrequest.NotesOrNull is { } notes)
        {
            foreach (var (name, value) in Fields(notes))
                request.Notes.Set(name, value);
        }
    }

    private static async ValueTask<Request?> PrepareAsync(Request request, string uri)
    {
        if (RecursionLimits.IsExceeded(request))
        {
            await ErrorResponse.SendAsync(request, 500);
            return null;
        }
        var redirected = new Request(request.Connection, request.Server)
        {
            Previous = request,
            Main = request.Main,
            RequestLine = request.RequestLine,
            Method = request.Method,
            MethodNumber = request.MethodNumber,
            OriginalMethod = request.OriginalMethod,
            Protocol = request.Protocol,
            ProtocolNumber = request.ProtocolNumber,
            Hostname = request.Hostname,
            HostPort = request.HostPort,
            IsHead = request.IsHead,
            Time = request.Time,
            Status = request.Status,
            NoCache = request.NoCache,
            VariantListTag = request.VariantListTag,
            NoLocalCopy = request.NoLocalCopy,
            TrailersIn = request.TrailersIn,
            BytesRead = request.BytesRead,
            UserAgentAddress = request.UserAgentAddress,
            UserAgentPort = request.UserAgentPort,
            Output = request.ProtocolOutput ?? request.Output,
            Input = request.ProtocolInput ?? request.Input,
        };
        redirected.ProtocolOutput = redirected.Output;
        redirected.ProtocolInput = redirected.Input;
        RequestTarget.Set(redirected, uri);
        redirected.ReplaceHeadersIn(request.HeadersInUntracked);
        redirected.ReplaceHeaders(new HeaderTable(), request.ErrorHeadersOut);
        if (request.Status is >= 300 and < 400 && request.HeadersOut.Get("Location") is { } location)
            redirected.HeadersOut.Set("Location", location);
        redirected.ReplaceEnvironment(RenameEnvironment(request));
        redirected.Environment.Set("REDIRECT_STATUS", request.Status.ToString(CultureInfo.InvariantCulture));
        request.NextRequest = redirected;
        request.IsCacheable = false;
        WalkState.Of(redirected).Reset(redirected);
        var result = RequestProcessor.RunPostReadRequest(redirected);
        if (!result.IsStatus)
            return redirected;
        await ErrorResponse.SendAsync(redirected, result.Code);
        return null;
    }

    private static ValueTask CompleteAsync(Request redirected, PhaseResult result) =>
        result.IsStatus ? ErrorResponse.SendAsync(redirected, result.Code) : RequestProcessor.FinishAsync(redirected);

    private static HeaderTable RenameEnvironment(Request request)
    {
        var renamed = new HeaderTable();
        if (request.EnvironmentOrNull is { } environment)
        {
            foreach (var (name, value) in Fields(environment))
                renamed.Set("REDIRECT_" + name, value);
        }
        return renamed;
    }

    private static HeaderTable Overlay(HeaderTable overlay, HeaderTable? under)
    {
        var result = new HeaderTable();
        result.AddRange(overlay);
        if (under is null)
            return result;
        foreach (var (name, value) in Fields(under))
        {
            if (!overlay.Contains(name))
                result.Add(name, value);
        }
        return result;
    }

    private static IEnumerable<KeyValuePair<string, string>> Fields(HeaderTable table)
    {
        for (var i = 0; i < table.Count; i++)
            yield return table[i];
    }
}
