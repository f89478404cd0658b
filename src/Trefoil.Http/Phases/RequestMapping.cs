using Trefoil.Http.Core;
using Trefoil.Http.Messages;
using Trefoil.Http.Uris;
using Trefoil.Http.Walks;
using Trefoil.Io.Logs;

namespace Trefoil.Http.Phases;

/// <summary>From the request target to a file, its settings, the permission to have it, its type and handler.</summary>
/// <remarks>
/// 1. The path is normalised. 2. Location walk; PreTranslateName sees the escaped path. 3. The path is unescaped. 4. Location walk; TranslateName.
/// 5. TRACE; MapToStorage (directory walk, file walk). 6. Location walk again, which overrides the directories. 7. HeaderParser.
/// 8. Access control (<see cref="AccessControl"/>). 9. TypeChecker. 10. Fixups.
/// A subrequest for a file begins at step 5.
/// </remarks>
internal static class RequestMapping
{
    internal static async ValueTask<PhaseResult> MapAsync(Request request)
    {
        var state = WalkState.Of(request);
        if (state.Node is null)
            state.Reset(request);
        var result = Translate(request);
        if (result != PhaseResult.Ok)
            return result;
        if (request.MethodNumber == HttpMethods.Trace && request.Main is null && request.ProxyRequest == ProxyRequestKind.None)
            return await TraceResponse.SendAsync(request);
        result = MapToStorage(request);
        if (result != PhaseResult.Ok)
            return result;
        result = await AccessControl.CheckAsync(request);
        return result == PhaseResult.Ok ? await ChooseHandlerAsync(request) : result;
    }

    /// <summary>Steps 1 to 4.</summary>
    private static PhaseResult Translate(Request request)
    {
        var isFileRequest = request.Main is not null && request.Filename is not null;
        var state = WalkState.Of(request);
        var server = request.ForServer<CoreServerSettings>();

        // 1.
        var keepsEscapes = false;
        // The target of a forward proxy is another server's, and goes on as it came.
        if (request.ProxyRequest == ProxyRequestKind.Forward)
        {
            keepsEscapes = true;
        }
        else if (!UriPath.Normalize(request.Uri, server.MergeSlashes, decodeUnreserved: true, out var uri))
        {
            Log.Write(request, LogLevel.Error, "core", 10244, $"invalid URI path ({request.UnparsedUri})");
            request.Uri = uri;
            return 400;
        }
        else
        {
            request.Uri = uri;
        }

        // 2.
        if (!isFileRequest && request.Runtime.Phases.PreTranslateName.Length > 0)
        {
            var before = state.Node;
            WalkLocationsAndConditions(request);
            var result = RunPreTranslateName(request);
            if (result.IsStatus)
                return result;
            keepsEscapes |= result == PhaseResult.Done;
            state.MoveTo(request, before);
        }

        // 3.
        if (!keepsEscapes && !isFileRequest && Unescape(request, server) is { IsStatus: true } refused)
            return refused;

        // 4.
        if (isFileRequest)
            return PhaseResult.Ok;
        WalkLocationsAndConditions(request);
        foreach (var module in request.Runtime.Phases.TranslateName)
        {
            var result = module.TranslateName(request);
            if (result == PhaseResult.Declined)
                continue;
            return result == PhaseResult.Done ? PhaseResult.Done : result;
        }
        return DeclinedByAll(request, "translate");
    }

    private static PhaseResult RunPreTranslateName(Request request)
    {
        foreach (var module in request.Runtime.Phases.PreTranslateName)
        {
            var result = module.PreTranslateName(request);
            if (result != PhaseResult.Declined)
                return result;
        }
        return PhaseResult.Ok;
    }

    private static PhaseResult Unescape(Request request, CoreServerSettings server)
    {
        var mode = request.Directory<CoreDirectorySettings>().EncodedSlashes;
        var outcome = mode == EncodedSlashMode.Off
            ? UriEscaping.Unescape(request.Uri, out var uri)
            : UriEscaping.UnescapeWithSlashes(request.Uri, mode == EncodedSlashMode.On, out uri);
        // The path as far as it can be told, for logs.
        if (outcome != UnescapeOutcome.Ok && uri.IndexOf('\0') is var end)
            request.Uri = end < 0 ? uri : uri[..end];
        if (outcome == UnescapeOutcome.Malformed)
            return 400;
        if (outcome == UnescapeOutcome.Forbidden)
        {
            if (mode == EncodedSlashMode.Off)
                Log.Write(request, LogLevel.Info, "core", 26, $"found %2f (encoded '/') in URI path ({request.UnparsedUri}), returning 404");
            return 404;
        }
        // Decoded slashes may have made new dot segments.
        if (mode == EncodedSlashMode.On)
            UriPath.Normalize(uri, server.MergeSlashes, decodeUnreserved: false, out uri);
        request.Uri = uri;
        return PhaseResult.Ok;
    }

    /// <summary>Steps 5 to 7.</summary>
    private static PhaseResult MapToStorage(Request request)
    {
        // 5.
        WalkState.Of(request).Reset(request);
        var result = PhaseResult.Declined;
        foreach (var module in request.Runtime.Phases.MapToStorage)
        {
            result = module.MapToStorage(request);
            if (result != PhaseResult.Declined)
                break;
        }
        if (result != PhaseResult.Ok)
            return result == PhaseResult.Declined ? DeclinedByAll(request, "map to storage") : result;

        // 6.
        WalkLocationsAndConditions(request);

        // 7.
        if (request.Main is not null)
            return PhaseResult.Ok;
        foreach (var module in request.Runtime.Phases.HeaderParser)
        {
            result = module.ParseHeaders(request);
            if (result.Code is not (0 or -1))
                return result;
        }
        return PhaseResult.Ok;
    }

    /// <summary>Steps 9 and 10.</summary>
    private static async ValueTask<PhaseResult> ChooseHandlerAsync(Request request)
    {
        // 9.
        foreach (var module in request.Runtime.Phases.TypeChecker)
        {
            var result = await module.CheckTypeAsync(request);
            if (result == PhaseResult.Declined)
                continue;
            if (result != PhaseResult.Ok)
                return result;
            break;
        }

        // 10.
        foreach (var module in request.Runtime.Phases.Fixups)
        {
            var result = await module.FixupAsync(request);
            if (result.Code is not (0 or -1))
                return result;
        }
        return PhaseResult.Ok;
    }

    private static void WalkLocationsAndConditions(Request request)
    {
        LocationWalk.Run(request);
        ConditionWalk.Run(request);
        if (WalkState.Of(request).Node.Core.LogLevels is { } levels)
            request.LogLevels = levels;
    }

    internal static PhaseResult DeclinedByAll(Request request, string step)
    {
        Log.Write(request, LogLevel.Crit, "core", 25, $"configuration error:  couldn't {step}: {request.Uri}");
        return 500;
    }
}
