using Trefoil.Http.Messages;
using Trefoil.Http.Output;
using Trefoil.Http.Uris;
using Trefoil.Http.Walks;
using Trefoil.Io.Files;

namespace Trefoil.Http.Phases;

/// <summary>
/// Requests inside a request: what would this URI or file be, and, if wished, its body into the parent's output.
/// A lookup runs the mapping phases; its Status is 200 or what it would be refused with.
/// </summary>
public static class Subrequests
{
    /// <summary>Looks a URI up (ap_sub_req_lookup_uri); one without a slash in front is relative to the parent's. With <paramref name="output"/> it can be run.</summary>
    public static ValueTask<Request> LookupUriAsync(Request parent, string uri, OutputFilter? output = null) => LookupMethodUriAsync(parent, "GET", uri, output);

    /// <summary>Looks a URI up as it would be for a method.</summary>
    public static async ValueTask<Request> LookupMethodUriAsync(Request parent, string method, string uri, OutputFilter? output = null)
    {
        var request = Make(parent, output);
        request.Method = method;
        request.MethodNumber = HttpMethods.NumberOf(method);
        RequestTarget.Set(request, uri.StartsWith('/') ? uri : UriEscaping.EscapePath(DirectoryOf(parent.Uri)) + uri);
        return await MapAsync(parent, request);
    }

    /// <summary>Looks a file up (ap_sub_req_lookup_file); a relative name is taken from the parent's directory.</summary>
    public static async ValueTask<Request> LookupFileAsync(Request parent, string file, OutputFilter? output = null)
    {
        var request = Make(parent, output);
        var directory = DirectoryOf(parent.Filename ?? "/");
        UriPath.Normalize(file.StartsWith('/') ? file : directory + file, mergeSlashes: true, decodeUnreserved: false, out var filename);
        SetFile(parent, request, filename, directory, file);
        if (FileSystem.Stat(filename, out var status) == 0)
            request.FileStatus = status;
        return await MapAsync(parent, request);
    }

    /// <summary>Looks an entry of the parent's directory up, whose stat is known (ap_sub_req_lookup_dirent: directory listings).</summary>
    public static async ValueTask<Request> LookupEntryAsync(Request parent, string name, FileStatus status, OutputFilter? output = null)
    {
        var request = Make(parent, output);
        var directory = DirectoryOf(parent.Filename ?? "/");
        SetFile(parent, request, directory + name, directory, name);
        request.FileStatus = status.Kind == FileKind.Link ? default : status;
        return await MapAsync(parent, request);
    }

    /// <summary>Runs the handler of a subrequest that was looked up with an output (ap_run_sub_req). Gives 0, or the status it failed with.</summary>
    public static async ValueTask<int> RunAsync(Request subrequest)
    {
        var result = PhaseResult.Declined;
        foreach (var module in subrequest.Runtime.Phases.QuickHandler)
        {
            result = await module.QuickHandleAsync(subrequest);
            if (result != PhaseResult.Declined)
                break;
        }
        if (result == PhaseResult.Declined)
            result = await HandlerInvocation.InvokeAsync(subrequest);
        await RequestProcessor.FinishAsync(subrequest);
        return result.IsStatus ? result.Code : 0;
    }

    private static async ValueTask<Request> MapAsync(Request parent, Request request)
    {
        if (RecursionLimits.IsExceeded(parent))
        {
            request.Status = 500;
            return request;
        }
        var result = await RequestMapping.MapAsync(request);
        if (result.IsStatus)
            request.Status = result.Code;
        parent.IsCacheable &= request.IsCacheable;
        return request;
    }

    private static Request Make(Request parent, OutputFilter? output)
    {
        var request = new Request(parent.Connection, parent.Server)
        {
            Main = parent,
            RequestLine = parent.RequestLine,
            Protocol = "INCLUDED",
            ProtocolNumber = parent.ProtocolNumber,
            Hostname = parent.Hostname,
            HostPort = parent.HostPort,
            Time = parent.Time,
            NoLocalCopy = true,
            UserAgentAddress = parent.UserAgentAddress,
            UserAgentPort = parent.UserAgentPort,
            ContextPrefix = parent.ContextPrefix,
            ContextDocumentRoot = parent.ContextDocumentRoot,
            DocumentRootOverride = parent.DocumentRootOverride,
            Input = parent.Input,
            Output = new SubrequestOutput(parent, output ?? parent.ProtocolOutput ?? parent.Output),
        };
        request.ProtocolOutput = request.Output;
        request.ProtocolInput = request.Input;
        request.ReplaceHeadersIn(HeadersFor(parent));
        if (parent.EnvironmentOrNull is { } environment)
            request.Environment.AddRange(environment);
        WalkState.Of(request).Reset(request);
        return request;
    }

    // The body belongs to the parent: what describes it must not make the handler of the subrequest wait for one.
    private static HeaderTable HeadersFor(Request parent)
    {
        var headers = new HeaderTable();
        var from = parent.HeadersInUntracked;
        for (var i = 0; i < from.Count; i++)
        {
            var (name, value) = from[i];
            if (!IsBodyHeader(name))
                headers.Add(name, value);
        }
        return headers;
    }

    private static bool IsBodyHeader(string name) =>
        name.Equals("Content-Encoding", StringComparison.OrdinalIgnoreCase) || name.Equals("Content-Language", StringComparison.OrdinalIgnoreCase)
        || name.Equals("Content-Length", StringComparison.OrdinalIgnoreCase) || name.Equals("Content-Location", StringComparison.OrdinalIgnoreCase)
        || name.Equals("Content-MD5", StringComparison.OrdinalIgnoreCase) || name.Equals("Content-Type", StringComparison.OrdinalIgnoreCase)
        || name.Equals("Last-Modified", StringComparison.OrdinalIgnoreCase) || name.Equals("Transfer-Encoding", StringComparison.OrdinalIgnoreCase);

    private static void SetFile(Request parent, Request request, string filename, string directory, string given)
    {
        request.Filename = filename;
        request.CanonicalFilename = filename;
        var isSibling = filename.Length > directory.Length && filename.StartsWith(directory, StringComparison.Ordinal)
            && filename.IndexOf('/', directory.Length) is var slash && (slash < 0 || slash == filename.Length - 1);
        // A sibling has a URI; for another file there may be none.
        request.Uri = isSibling ? DirectoryOf(parent.Uri) + filename[directory.Length..] : "";
        request.UnparsedUri = isSibling ? request.Uri : given;
    }

    private static string DirectoryOf(string path) => path[..(path.LastIndexOf('/') + 1)];
}
