using System.Text;
using Trefoil.Http.Core;
using Trefoil.Http.Expressions;
using Trefoil.Http.Messages;
using Trefoil.Http.Output;
using Trefoil.Http.Phases;
using Trefoil.Http.Uris;
using Trefoil.Io.Logs;

namespace Trefoil.Http.Errors;

/// <summary>Answers with an error or redirect: the ErrorDocument if there is one, else the built-in page (ap_die and ap_send_error_response).</summary>
/// <remarks>
/// 1. An error while another one is being answered falls back to the built-in page of the first. 2. The status stands; some statuses end the connection.
/// 3. ErrorDocument: a URL elsewhere becomes a redirect, a local path an internal redirect, a text goes out. 4. The page, with headers meant for errors only.
/// </remarks>
internal static class ErrorResponse
{
    internal static async ValueTask SendAsync(Request request, int status)
    {
        if (status is < 100 or >= 600)
        {
            Log.Write(request, LogLevel.Error, "http", 1579, $"Invalid response status {status}");
            status = 500;
        }
        // Nothing can be taken back once the head is out: the connection is broken off instead.
        if (request.HeadSent || request.Final.HeadSent)
        {
            request.Connection.CloseAfterResponse = true;
            return;
        }
        request.IsCacheable = false;

        // 1.
        var responder = request;
        var recursiveError = 0;
        ErrorDocument? document = null;
        var documentText = "";
        if (request.Status == 200)
        {
            document = request.Directory<CoreDirectorySettings>().ErrorDocumentFor(status);
            // Its text is made while the request still has the status that it had.
            if (document is not null)
                documentText = Evaluate(request, document);
        }
        else
        {
            while (responder.Previous is { } previous && previous.Status != 200)
                responder = previous;
            if (!ReferenceEquals(responder, request))
                recursiveError = status;
        }

        // 2.
        request.Status = status == 401 && request.ProxyRequest == ProxyRequestKind.Forward ? 407 : status;
        if (StatusText.DropsConnection(request.Status))
            request.Connection.CloseAfterResponse = true;

        // 3.
        if (document is not null)
        {
            var text = documentText;
            if (!document.IsUrl)
            {
                await SendPageAsync(responder, text, 0);
                return;
            }
            if (text.StartsWith('/'))
            {
                await RedirectAsync(request, text);
                return;
            }
            if (Urls.IsAbsolute(text))
            {
                request.Status = 302;
                request.HeadersOut.Set("Location", text);
            }
            else
            {
                Log.Write(request, LogLevel.Error, "http", 1580, $"Invalid error redirection directive: {text}");
                recursiveError = 500;
            }
        }

        // 4.
        await SendPageAsync(responder, null, recursiveError);
    }

    private static ValueTask RedirectAsync(Request request, string path)
    {
        request.NoLocalCopy = true;
        request.Environment.Set("REQUEST_METHOD", request.Method);
        if (request.NotesOrNull?.Get("error-notes") is { } notes)
            request.Environment.Set("ERROR_NOTES", notes);
        request.OriginalMethod ??= request.Method;
        request.Method = "GET";
        request.MethodNumber = HttpMethods.Get;
        return InternalRedirect.RedirectAsync(request, path);
    }

    private static string Evaluate(Request request, ErrorDocument document)
    {
        if (document.Expression is not { } expression)
            return document.Text;
        var text = expression.EvaluateString(new RequestExpressionContext(request), out var error);
        if (text is not null)
            return text;
        Log.Write(request, LogLevel.Error, "core", 2841, $"core: ErrorDocument: can't evaluate require expression: {error}");
        return "";
    }

    private static async ValueTask SendPageAsync(Request request, string? text, int recursiveError)
    {
        var status = request.Status;
        // Filters of the resource have nothing to do with the page.
        request.Output = request.ProtocolOutput ?? request.Output;
        foreach (var module in request.Runtime.Phases.InsertFilters)
            module.InsertErrorFilters(request);
        request.HasFilters = true;
        if (StatusText.IsHeaderOnly(status))
        {
            await RequestEnd(request);
            return;
        }
        // A status that nobody knows is an internal error to the client; logs keep its number.
        if (!StatusText.IsKnown(status))
            request.StatusLine ??= StatusText.Line(500);
        var page = PrepareInPlace(request, status, text, recursiveError);
        if (!request.IsHead)
            await request.Output.WriteAsync(request, page);
        await RequestEnd(request);
    }

    /// <summary>Gives the response the header fields of an error and returns the page for its body.</summary>
    internal static byte[] PrepareInPlace(Request request, int status, string? text = null, int recursiveError = 0)
    {
        var location = request.HeadersOut.Get("Location") ?? request.ErrorHeadersOut.Get("Location");
        request.ReplaceHeaders(request.ErrorHeadersOut, new HeaderTable());
        if (status is (>= 300 and < 400 and not 304) or 201 && !string.IsNullOrEmpty(location))
            request.HeadersOut.Set("Location", location);
        request.ContentLanguages = null;
        request.ContentEncoding = null;
        if (request.EnvironmentOrNull?.Contains("suppress-error-charset") == true)
        {
            request.SuppressCharset = true;
            request.ContentType = "text/html";
        }
        else
        {
            request.ContentType = "text/html; charset=iso-8859-1";
        }
        if (status is 405 or 501)
            request.HeadersOut.Set("Allow", AllowHeader.Make(request));
        return Encoding.Latin1.GetBytes(text ?? ErrorPage.Make(request, status, location, recursiveError));
    }

    // The failed requests that were redirected to from here are answered with it.
    private static ValueTask RequestEnd(Request request)
    {
        if (request.IsFinished)
            return default;
        for (var at = request; at is not null; at = at.NextRequest)
            at.IsFinished = true;
        return request.Output.FinishAsync(request);
    }
}
