using Trefoil.Http.Messages;
using Trefoil.Io.Logs;

namespace Trefoil.Http.Phases;

/// <summary>Whether the client may have it: access checkers, then authorization without a user, then authentication and authorization, tied by Satisfy.</summary>
internal static class AccessControl
{
    internal static ValueTask<PhaseResult> CheckAsync(Request request)
    {
        // Whoever passed for a request under the same settings need not pass again.
        var earlier = request.Previous ?? request.Main;
        if (earlier is not null && ReferenceEquals(earlier.DirectorySettings, request.DirectorySettings))
        {
            request.User = earlier.User;
            request.AuthType = earlier.AuthType;
            return ValueTask.FromResult(PhaseResult.Ok);
        }
        var phases = request.Runtime.Phases;
        var any = phases.Satisfy?.SatisfyRule(request) == SatisfyRule.Any;
        var access = RunAccessCheckers(request);
        if (any ? access == PhaseResult.Ok : access != PhaseResult.Ok)
            return ValueTask.FromResult(access);

        var userless = PhaseResult.Declined;
        foreach (var module in phases.UserlessAuthorize)
        {
            userless = module.AuthorizeWithoutUser(request);
            if (userless == PhaseResult.Ok && Array.Exists(phases.ForceAuthentication, forcing => forcing.ForcesAuthentication(request)))
                break;
            if (userless != PhaseResult.Declined)
                return ValueTask.FromResult(userless);
        }
        // Nobody speaks of authorization at all: then nothing is required.
        if (phases.UserlessAuthorize.Length == 0 && phases.Authorize.Length == 0)
            return ValueTask.FromResult(any ? access : PhaseResult.Ok);
        return CheckUserAsync(request);
    }

    private static PhaseResult RunAccessCheckers(Request request)
    {
        foreach (var module in request.Runtime.Phases.AccessChecker)
        {
            var result = module.CheckAccess(request);
            if (result.Code is not (0 or -1))
                return result;
        }
        return PhaseResult.Ok;
    }

    private static async ValueTask<PhaseResult> CheckUserAsync(Request request)
    {
        request.IsCacheable = false;
        var result = PhaseResult.Declined;
        foreach (var module in request.Runtime.Phases.Authenticate)
        {
            result = await module.AuthenticateAsync(request);
            if (result != PhaseResult.Declined)
                break;
        }
        if (result == PhaseResult.Declined || (result == PhaseResult.Ok && request.User is null))
        {
            Log.Write(request, LogLevel.Error, "core", 27,
                $"No authentication done but request not allowed without authentication for {request.Uri}. Authentication not configured?");
            return 500;
        }
        if (result != PhaseResult.Ok)
            return result;
        foreach (var module in request.Runtime.Phases.Authorize)
        {
            result = await module.AuthorizeAsync(request);
            if (result != PhaseResult.Declined)
                return result;
        }
        return RequestMapping.DeclinedByAll(request, "check access");
    }
}
