using Trefoil.Http.Messages;

namespace Trefoil.Http.Phases;

/// <summary>
/// Lets the modules change the response's header fields, once: when the first byte of the content passes, before ranges are cut out of it and its length
/// is measured, so that what they add stands in front of Content-Range and of a Content-Length that the server finds out itself.
/// </summary>
public static class ResponseHeadPhase
{
    /// <summary>Runs the phase unless it has run, or the response was made before any filter was put in place (TRACE, OPTIONS *).</summary>
    public static void Run(Request request)
    {
        if (request.HasResponseHeadRun || !request.HasFilters)
            return;
        request.HasResponseHeadRun = true;
        foreach (var module in request.Runtime.Phases.ResponseHead)
            module.OnResponseHead(request);
    }
}
