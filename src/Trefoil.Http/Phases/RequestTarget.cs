using Trefoil.Http.Messages;

namespace Trefoil.Http.Phases;

/// <summary>Sets path and query of a request from a target.</summary>
internal static class RequestTarget
{
    internal static void Set(Request request, string uri)
    {
        request.UnparsedUri = uri;
        var hash = uri.IndexOf('#');
        if (hash >= 0)
            uri = uri[..hash];
        var question = uri.IndexOf('?');
        request.QueryString = question < 0 ? null : uri[(question + 1)..];
        var path = question < 0 ? uri : uri[..question];
        request.Uri = path.Length == 0 ? "/" : path;
    }
}
