using System.Text;
using Trefoil.Http.Core;
using Trefoil.Http.Messages;
using Trefoil.Http.Uris;

namespace Trefoil.Http.Errors;

/// <summary>The built-in pages for errors and redirects.</summary>
internal static class ErrorPage
{
    internal static string Make(Request request, int status, string? location, int recursiveError)
    {
        var title = request.StatusLine is { } own && own.StartsWith(status.ToString(System.Globalization.CultureInfo.InvariantCulture), StringComparison.Ordinal) && own.Length > 4
            ? own
            : StatusText.Line(StatusText.IsKnown(status) ? status : 500);
        var page = new StringBuilder(512)
            .Append("<!DOCTYPE HTML PUBLIC \"-//W3C//DTD HTML 4.01//EN\" \"http://www.w3.org/TR/html4/strict.dtd\">\n<html><head>\n<title>")
            .Append(title).Append("</title>\n</head><body>\n<h1>").Append(title, 4, title.Length - 4).Append("</h1>\n")
            .Append(Explain(request, status, location ?? ""));
        if (recursiveError is not (0 or 200))
        {
            page.Append("<p>Besides, the ErrorDocument for this answer failed with ").Append(StatusText.Line(recursiveError)).Append(".</p>\n");
        }
        return page.Append(ServerSignature.Make(request, "<hr>\n")).Append("</body></html>\n").ToString();
    }

    private static string Explain(Request request, int status, string location)
    {
        switch (StatusText.IsKnown(status) ? status : 500)
        {
            case 300 when request.NotesOrNull?.Get("variant-list") is { } variants:
                return variants;
            case 406 when request.NotesOrNull?.Get("variant-list") is { } variants:
                return $"<p>{Fixed(406)}</p>\n{variants}";
            case 300:
            case 301:
            case 302:
            case 307:
            case 308:
                return $"<p>The document is now <a href=\"{HtmlEscape.Escape(location)}\">here</a>.</p>\n";
            case 303:
                return $"<p>The answer is to be found <a href=\"{HtmlEscape.Escape(location)}\">here</a>.</p>\n";
            case 305:
                return $"<p>This resource is only to be had through the proxy\n{HtmlEscape.Escape(location)}.</p>\n";
            case 405:
                return $"<p>This URL does not take the method {HtmlEscape.Escape(request.Method)}.</p>\n{Notes(request)}";
            case 501:
                return $"<p>The method {HtmlEscape.Escape(request.Method)} is not supported for this URL.<br />\n{Notes(request)}</p>\n";
            case 500:
                return "<p>The server met an internal error or a mistake in its configuration and could\nnot answer the request.</p>\n"
                    + $"<p>If you tell the administrator at {HtmlEscape.Escape(request.ForServer<CoreServerSettings>().ServerAdmin)}\n"
                    + "when it happened and what you did before, it can be put right.</p>\n<p>The error log of the server may say more.</p>\n"
                    + Notes(request);
            case 506:
                return $"<p>A variant of the resource\n<code>\n{HtmlEscape.Escape(request.Uri)}\n</code>\nis negotiable itself, which is a mistake in the configuration.</p>\n";
            default:
                return Fixed(status) is { } text ? "<p>" + text + "</p>\n" + Notes(request) : Unknown(request, status);
        }
    }

    private static string Unknown(Request request, int status) => Notes(request) is { Length: > 0 } notes
        ? notes
        : $"<p>The server answered with status {status}.</p>\n";

    private static string Notes(Request request) => request.NotesOrNull?.Get("error-notes") is { } notes ? $"<p>{notes}</p>\n" : "";

    private static string? Fixed(int status) => status switch
    {
        400 => "The server could not make sense of the request.",
        401 or 407 => "The server could not see that you may have this document: either\nthe name or the password was wrong, or your browser does not know\nhow to give them.",
        402 => "Payment is required.",
        403 => "You may not have this resource.",
        404 => "There is nothing at the requested URL on this server.",
        406 => "The server has no representation of the resource that fits what your browser accepts.",
        408 => "The request did not arrive in the time that the server waits for it.",
        409 => "The request contradicts the present state of the resource.",
        410 => "The resource is gone for good; nothing takes its place.\nPlease remove references to it.",
        411 => "A request to this URL must say its length in Content-Length.",
        412 => "A condition of the request does not hold for this URL.",
        413 => "The body of the request is larger than this resource takes.",
        414 => "The URL is longer than this server takes.",
        415 => "The body of the request is in a format that this resource does not take.",
        416 => "None of the requested ranges lies\nwithin the resource.",
        417 => "The server cannot do what the Expect\nheader asks for.",
        421 => "The request came on a connection whose\nsettings do not allow this host.",
        422 => "The request is well-formed, but what it asks\ncannot be done.",
        423 => "The resource is locked.",
        424 => "The request depends on another\nthat has failed.",
        425 => "The request came too early to be safe from replay.",
        426 => "The resource is only to be had over\nanother protocol; see the Upgrade header.",
        428 => "The request must be conditional.",
        429 => "Too many requests came\nwithin a given time.",
        431 => "The header fields of the request are\nlarger than this server takes.",
        451 => "Access to the resource is denied\nfor legal reasons.",
        502 => "The server that stands behind this one\ngave an answer that could not be used.",
        503 => "The server cannot answer at present, because of maintenance\nor too much to do. Please try again later.",
        504 => "The server that stands behind this one\ndid not answer in time.",
        507 => "There is not enough room to store what the\nrequest brings.",
        508 => "The request would go in circles.",
        510 => "An extension that the resource needs is missing\nfrom the request.",
        511 => "The network asks you to authenticate first.",
        _ => null,
    };
}
