using Trefoil.Http.Input;
using Trefoil.Http.Output;

namespace Trefoil.Http.Messages;

public sealed partial class Request
{
    /// <summary>"http" or "https".</summary>
    public string Scheme => Server.ServerScheme ?? (Connection.IsSecure ? "https" : "http");

    /// <summary>Where the protocol's part of the output chain begins; error pages are written here, past the filters of the resource. Null means the whole chain.</summary>
    public OutputFilter? ProtocolOutput { get; internal set; }

    /// <summary>Where the protocol's part of the input chain begins; null means the whole chain.</summary>
    public InputFilter? ProtocolInput { get; internal set; }

    /// <summary>The part of the URI that led to another tree than DocumentRoot (an alias's fake path), or "".</summary>
    public string ContextPrefix { get; set; } = "";

    /// <summary>The directory that <see cref="ContextPrefix"/> stands for; null for DocumentRoot.</summary>
    public string? ContextDocumentRoot { get; set; }

    /// <summary>The document root where a module chose another one for this request (mass virtual hosting); null for DocumentRoot.</summary>
    public string? DocumentRootOverride { get; set; }

    /// <summary>The document root in effect.</summary>
    public string DocumentRoot => DocumentRootOverride ?? ForServer<Core.CoreServerSettings>().DocumentRoot;

    /// <summary>Methods that the handler would take, as bits by number, for Allow.</summary>
    public ulong AllowedMethods { get; set; }

    /// <summary>A POST to a plain file is answered with the file (set by filters that run scripts inside it).</summary>
    public bool DeliversScript { get; set; }

    /// <summary>No charset of AddDefaultCharset on this response.</summary>
    public bool SuppressCharset { get; set; }

    /// <summary>True when the body is complete and the chain was told so.</summary>
    public bool IsFinished { get; internal set; }

    /// <summary>The outermost request: of a subrequest its main one, through all levels.</summary>
    public Request Outermost
    {
        get
        {
            var request = this;
            while (request.Main is { } main)
                request = main;
            return request;
        }
    }

    /// <summary>The request that made the response: the last of the internal redirects that began here.</summary>
    public Request Final
    {
        get
        {
            var request = this;
            while (request.NextRequest is { } next)
                request = next;
            return request;
        }
    }

    /// <summary>The request that the client sent: the first of the internal redirects that led here.</summary>
    public Request Original
    {
        get
        {
            var request = this;
            while (request.Previous is { } previous)
                request = previous;
            return request;
        }
    }
}
