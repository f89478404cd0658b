using Trefoil.Http.Messages;
using Trefoil.Http.Output;

namespace Trefoil.Http.Errors;

/// <summary>For filters that find a body wrong on its way out.</summary>
public static class BrokenBody
{
    /// <summary>Puts an error page in the body's place where nothing was sent yet; else the connection ends, so that nobody takes the rest for whole.</summary>
    public static async ValueTask ReplaceAsync(Request request, OutputFilter next, int status)
    {
        request.Connection.CloseAfterResponse = true;
        if (request.HeadSent || request.Outermost.HeadSent)
            return;
        for (var stage = next; stage is not null; stage = stage.Next)
        {
            if (stage is HttpOutput end)
                end.DropHeld();
        }
        request.HeadersOut.Unset("Content-Length");
        request.HasUnmeasuredBody = false;
        request.Status = status;
        var page = ErrorResponse.PrepareInPlace(request, status);
        if (!request.IsHead)
            await next.WriteAsync(request, page);
    }
}
