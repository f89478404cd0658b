using Trefoil.Http.DefaultHandling;
using Trefoil.Http.Messages;
using Trefoil.Http.Output;
using Trefoil.Io.Logs;

namespace Trefoil.Http.Phases;

/// <summary>Puts filters in place and lets the modules of the Handler phase make the response.</summary>
internal static class HandlerInvocation
{
    /// <summary>The handler's name where neither SetHandler nor a content type gives one.</summary>
    internal const string DefaultHandlerName = "default-handler";

    internal static async ValueTask<PhaseResult> InvokeAsync(Request request)
    {
        var phases = request.Runtime.Phases;
        request.ProtocolOutput ??= request.Output;
        request.ProtocolInput ??= request.Input;
        if (request.Main is null && ByteRangeFilter.Wants(request))
            OutputChain.Add(request, new ByteRangeFilter());
        foreach (var module in phases.InsertFilters)
            module.InsertFilters(request);
        request.HasFilters = true;

        var given = request.Handler;
        request.Handler ??= HandlerOfType(request.ContentType) ?? DefaultHandlerName;
        var result = PhaseResult.Declined;
        foreach (var module in phases.Handler)
        {
            result = await module.HandleAsync(request);
            if (result != PhaseResult.Declined)
                break;
        }
        request.Handler = given;
        if (result != PhaseResult.Declined)
            return Checked(request, result);
        if (given is not null && request.Filename is not null)
            Log.Write(request, LogLevel.Warn, "core", 523, $"handler \"{given}\" not found for: {request.Filename}");
        return 500;
    }

    private static string? HandlerOfType(string? contentType)
    {
        if (contentType is null)
            return null;
        var end = contentType.IndexOf(';');
        return end < 0 ? contentType : contentType[..end].TrimEnd(' ');
    }

    private static PhaseResult Checked(Request request, PhaseResult result)
    {
        if (result.Code is 0 or -2 or (>= 100 and < 600))
            return result;
        Log.Write(request, LogLevel.Error, "core", 524, $"Handler for {request.Filename} returned invalid result code {result.Code}");
        return 500;
    }
}
