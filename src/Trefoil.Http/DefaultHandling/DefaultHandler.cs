using Trefoil.Http.Core;
using Trefoil.Http.Errors;
using Trefoil.Http.Input;
using Trefoil.Http.Messages;
using Trefoil.Http.Output;
using Trefoil.Http.Phases;
using Trefoil.Io.Files;
using Trefoil.Io.Logs;

namespace Trefoil.Http.DefaultHandling;

/// <summary>Serves the file that the request was mapped to: the handler of last resort.</summary>
internal static class DefaultHandler
{
    internal static async ValueTask<PhaseResult> HandleAsync(Request request)
    {
        AllowHeader.Add(request, HttpMethods.Get, HttpMethods.Options, HttpMethods.Post);
        if (await InputChain.DiscardAsync(request) is var bodyStatus && bodyStatus != 0)
            return bodyStatus;
        if (request.MethodNumber is not (HttpMethods.Get or HttpMethods.Post))
            return OtherMethod(request);
        if (Refusal(request) is { } refusal)
            return refusal;

        var filename = request.Filename!;
        var descriptor = StaticFile.Open(request);
        if (descriptor < 0)
        {
            Log.Write(request, LogLevel.Error, "core", 132, $"file permissions deny server access: {filename}", -descriptor);
            return 403;
        }
        try
        {
            StaticFile.SetHeaders(request, descriptor);
            var condition = ConditionalRequest.Evaluate(request);
            if (condition != 0)
                request.Status = condition;
            // A failed condition is answered without a page: the validators say what is there.
            if (condition == 412)
                request.HeadersOut.Set("Content-Length", "0");
            if (condition != 0)
                return PhaseResult.Ok;
            // HEAD too: filters find out from the content what they would answer to GET.
            if (request.FileStatus.Size > 0)
                await request.Output.SendFileAsync(request, new FileSegment(descriptor, 0, request.FileStatus.Size));
            // The chain must be through with the file before it is closed.
            await RequestProcessor.FinishAsync(request);
            return PhaseResult.Ok;
        }
        finally
        {
            FileSystem.Close(descriptor);
        }
    }

    private static PhaseResult OtherMethod(Request request)
    {
        if (request.MethodNumber == HttpMethods.Invalid)
        {
            var isTls = request.RequestLine.Length > 0 && request.RequestLine[0] is '\x16' or '\x80';
            Log.Write(request, LogLevel.Error, "core", isTls ? 134 : 135, isTls
                ? $"Invalid method in request {request.RequestLine} - possible attempt to establish SSL connection on non-SSL port"
                : $"Invalid method in request {request.RequestLine}");
            return 501;
        }
        if (request.MethodNumber != HttpMethods.Options)
            return 405;
        request.HeadersOut.Set("Allow", AllowHeader.Make(request));
        request.HeadersOut.Set("Content-Length", "0");
        return PhaseResult.Ok;
    }

    private static PhaseResult? Refusal(Request request)
    {
        if (!request.FileStatus.Exists)
        {
            Log.Write(request, LogLevel.Info, "core", 128, $"File does not exist: {request.Filename}{request.PathInfo}");
            return 404;
        }
        if (request.FileStatus.Kind == FileKind.Directory)
        {
            Log.Write(request, LogLevel.Error, "core", 129, $"Attempt to serve directory: {request.Filename}");
            return 404;
        }
        if (request.AcceptsPathInfo != true && !string.IsNullOrEmpty(request.PathInfo))
        {
            Log.Write(request, LogLevel.Info, "core", 130, $"File does not exist: {request.Filename}{request.PathInfo}");
            return 404;
        }
        // Apache delivers a plain file to POST as well, in spite of the manual.
        return null;
    }
}
