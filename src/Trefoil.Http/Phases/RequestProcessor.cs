using Trefoil.Http.Core;
using Trefoil.Http.Errors;
using Trefoil.Http.Messages;
using Trefoil.Http.Output;
using Trefoil.Http.VirtualHosts;
using Trefoil.Http.Walks;
using Trefoil.Io.Logs;

namespace Trefoil.Http.Phases;

/// <summary>The way of a request from its parsed head to the line in the access log.</summary>
/// <remarks>
/// 1. The virtual host is chosen by the Host header. 2. PostReadRequest. 3. Quick handlers. 4. Mapping (<see cref="RequestMapping"/>).
/// 5. Filters and handler (<see cref="HandlerInvocation"/>). 6. An error page, or the end of the output. 7. LogTransaction.
/// </remarks>
public static class RequestProcessor
{
    /// <summary>Serves a request whose head was parsed without error. When the task is done the response is finished, or the connection has to be aborted.</summary>
    public static async ValueTask ProcessAsync(Request request)
    {
        var result = BeginRequest(request);
        try
        {
            if (!result.IsStatus)
                result = await RespondAsync(request);
            await CompleteAsync(request, result);
        }
        catch (OutputFailedException failure)
        {
            await AbandonOutputAsync(request, failure.Status);
        }
        catch (Exception failure) when (failure is not OutOfMemoryException)
        {
            await FailAsync(request, failure);
        }
        // Of a connection that goes on with another protocol it is known only at its end.
        if (request.Connection.Session is not { IsTakenOver: true })
            RunLogTransaction(request);
    }

    /// <summary>Answers a request whose head was malformed or too large with an error page, and logs it.</summary>
    public static async ValueTask RejectAsync(Request request, int status)
    {
        VirtualHostTable.Of(request).SelectByHeaders(request, mustMatch: false);
        WalkState.Of(request).Reset(request);
        try
        {
            await ErrorResponse.SendAsync(request, status);
        }
        catch (Exception failure) when (failure is not OutOfMemoryException)
        {
            await FailAsync(request, failure);
        }
        RunLogTransaction(request);
    }

    /// <summary>Logs a request that never came to be one.</summary>
    internal static void LogUnanswered(Request request)
    {
        request.Connection.CloseAfterResponse = true;
        WalkState.Of(request).Reset(request);
        RunLogTransaction(request);
    }

    /// <summary>Steps 1 and 2; a status refuses.</summary>
    internal static PhaseResult BeginRequest(Request request)
    {
        var status = VirtualHostTable.Of(request).SelectByHeaders(request, mustMatch: true);
        WalkState.Of(request).Reset(request);
        return status != 0 ? status : RunPostReadRequest(request);
    }

    /// <summary>Step 2.</summary>
    internal static PhaseResult RunPostReadRequest(Request request)
    {
        foreach (var module in request.Runtime.Phases.PostReadRequest)
        {
            var result = module.PostReadRequest(request);
            if (result.Code is not (0 or -1))
                return result;
        }
        return PhaseResult.Ok;
    }

    /// <summary>Steps 3 to 5.</summary>
    internal static async ValueTask<PhaseResult> RespondAsync(Request request)
    {
        foreach (var module in request.Runtime.Phases.QuickHandler)
        {
            var quick = await module.QuickHandleAsync(request);
            if (quick != PhaseResult.Declined)
                return quick;
        }
        var result = await RequestMapping.MapAsync(request);
        return result == PhaseResult.Ok ? await HandlerInvocation.InvokeAsync(request) : result;
    }

    /// <summary>Step 6.</summary>
    internal static async ValueTask CompleteAsync(Request request, PhaseResult result)
    {
        if (!result.IsStatus)
        {
            await FinishAsync(request);
            return;
        }
        request.Status = 200;
        await ErrorResponse.SendAsync(request, result.Code);
    }

    /// <summary>Ends the output of the request that made the response, once.</summary>
    internal static ValueTask FinishAsync(Request request)
    {
        var final = request.Final;
        if (final.IsFinished)
            return default;
        final.IsFinished = true;
        return final.Output.FinishAsync(final);
    }

    /// <summary>What was written so far goes nowhere, and the error page takes its place.</summary>
    private static async ValueTask AbandonOutputAsync(Request request, int status)
    {
        var final = request.Final;
        if (final.HeadSent || request.HeadSent || final.IsFinished)
        {
            request.Connection.CloseAfterResponse = true;
            return;
        }
        var end = final.Output;
        while (end.Next is { } next)
            end = next;
        (end as HttpOutput)?.DropHeld();
        final.HasUnmeasuredBody = false;
        final.Status = 200;
        try
        {
            await ErrorResponse.SendAsync(final, status);
        }
        catch (Exception failure) when (failure is not OutOfMemoryException)
        {
            await FailAsync(request, failure);
        }
    }

    private static async ValueTask FailAsync(Request request, Exception failure)
    {
        Log.Write(request, LogLevel.Error, "core", 0, $"the handler of {request.Uri} failed: {failure.GetType().Name}: {failure.Message}");
        Log.Write(request, LogLevel.Debug, "core", 0, failure.ToString());
        request.Connection.CloseAfterResponse = true;
        var final = request.Final;
        if (final.HeadSent || request.HeadSent || final.IsFinished)
            return;
        try
        {
            // The status set first keeps ErrorDocument out of it: the built-in page cannot fail again.
            request.Status = 500;
            await ErrorResponse.SendAsync(request, 500);
        }
        catch (Exception again) when (again is not OutOfMemoryException)
        {
            Log.Write(request, LogLevel.Error, "core", 0, $"the error page of {request.Uri} failed: {again.Message}");
        }
    }

    /// <summary>Step 7.</summary>
    internal static void RunLogTransaction(Request request)
    {
        foreach (var module in request.Runtime.Phases.LogTransaction)
        {
            try
            {
                module.LogTransaction(request);
            }
            catch (Exception failure) when (failure is not OutOfMemoryException)
            {
                Log.Write(request, LogLevel.Error, "core", 0, $"logging of {request.Uri} failed: {failure.GetType().Name}: {failure.Message}");
            }
        }
    }
}
