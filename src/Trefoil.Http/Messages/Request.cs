using System.Net;
using Trefoil.Configuration.Sections;
using Trefoil.Configuration.Settings;
using Trefoil.Http.Input;
using Trefoil.Http.Output;
using Trefoil.Http.Phases;
using Trefoil.Io.Files;
using Trefoil.Io.Logs;

namespace Trefoil.Http.Messages;

/// <summary>
/// One request and its response on their way through the phases; the role of Apache's request_rec.
/// Every string from the network, the configuration or the file system is a byte string: one char (0-255) is one byte.
/// </summary>
/// <remarks>
/// The result of the mapping phases may be cached for other requests to the same host and target. Whatever a mapping phase asks that could differ
/// between two such requests (header fields, client address, environment from them, time) goes through members that set <see cref="IsCacheable"/> to false.
/// </remarks>
public sealed partial class Request : ILogOrigin
{
    private HeaderTable _headersIn = new();
    private HeaderTable? _environment;
    private HeaderTable? _notes;

    /// <summary>Makes a request on a connection.</summary>
    public Request(HttpConnection connection, ServerConfig server)
    {
        Connection = connection;
        Server = server;
        DirectorySettings = server.DirectoryBase;
    }

    /// <summary>The connection it came on.</summary>
    public HttpConnection Connection { get; }

    /// <summary>Phases and modules of the running configuration.</summary>
    public HttpRuntime Runtime => Connection.Runtime;

    /// <summary>The main server or virtual host that serves it.</summary>
    public ServerConfig Server { get; internal set; }

    /// <summary>Per-server settings in effect.</summary>
    public SettingsVector ServerSettings => Server.Settings;

    /// <summary>Per-directory settings in effect; replaced as the walks go.</summary>
    public SettingsVector DirectorySettings { get; set; }

    /// <summary>The request line as received, without line end.</summary>
    public string RequestLine { get; set; } = "";

    /// <summary>The method as received; HEAD stays HEAD here.</summary>
    public string Method { get; set; } = "GET";

    /// <summary>The method's number for Limit and AllowMethods (see <see cref="HttpMethods"/>); HEAD counts as GET.</summary>
    public int MethodNumber { get; set; }

    /// <summary>The method as received when an internal redirect changed it to GET.</summary>
    public string? OriginalMethod { get; set; }

    /// <summary>The request target as received.</summary>
    public string UnparsedUri { get; set; } = "";

    /// <summary>The path, unescaped and normalised once TranslateName runs.</summary>
    public string Uri { get; set; } = "";

    /// <summary>What stands behind the first "?", still escaped, or null.</summary>
    public string? QueryString { get; set; }

    /// <summary>"HTTP/1.1" as received ("HTTP/0.9" for a simple request).</summary>
    public string Protocol { get; set; } = "HTTP/1.1";

    /// <summary>Major * 1000 + minor: 9, 1000, 1001, 2000.</summary>
    public int ProtocolNumber { get; set; } = 1001;

    /// <summary>Host name from target or Host header, lower case without port, or null.</summary>
    public string? Hostname { get; set; }

    /// <summary>Port from target or Host header, 0 if none.</summary>
    public int HostPort { get; set; }

    /// <summary>True for HEAD: no body goes out.</summary>
    public bool IsHead { get; set; }

    /// <summary>True when the target was an absolute URI to another host (forward proxy), "proxy:" style otherwise.</summary>
    public ProxyRequestKind ProxyRequest { get; set; }

    /// <summary>When the first byte was read, as Unix microseconds.</summary>
    public long Time { get; set; }

    /// <summary>Header fields of the request. Asking makes the result of the mapping phases uncacheable.</summary>
    public HeaderTable HeadersIn
    {
        get
        {
            IsCacheable = false;
            return _headersIn;
        }
    }

    /// <summary>Header fields for the parts of the server that take care of the cache themselves (parser, conditional requests, logging, rules that run for every request).</summary>
    public HeaderTable HeadersInUntracked => _headersIn;

    /// <summary>Response header fields that go out with a successful response.</summary>
    public HeaderTable HeadersOut { get; private set; } = new();

    /// <summary>Response header fields that go out also with errors ("always").</summary>
    public HeaderTable ErrorHeadersOut { get; private set; } = new();

    /// <summary>Trailer fields of the request.</summary>
    public HeaderTable? TrailersIn { get; set; }

    /// <summary>Trailer fields of the response.</summary>
    public HeaderTable? TrailersOut { get; set; }

    /// <summary>Environment for scripts, conditions and logs (subprocess_env).</summary>
    public HeaderTable Environment => _environment ??= new HeaderTable();

    /// <summary>True when any environment variable is set (without making the table).</summary>
    public bool HasEnvironment => _environment is { Count: > 0 };

    /// <summary>Notes that modules leave for each other and for %{...}n.</summary>
    public HeaderTable Notes => _notes ??= new HeaderTable();

    /// <summary>The file that the URI was mapped to, or a "proxy:..." name; null before TranslateName.</summary>
    public string? Filename { get; set; }

    /// <summary>What the file name was before aliases of case or PATH_INFO changed it.</summary>
    public string? CanonicalFilename { get; set; }

    /// <summary>The part of the path behind the file, or null.</summary>
    public string? PathInfo { get; set; }

    /// <summary>Stat of <see cref="Filename"/>.</summary>
    public FileStatus FileStatus { get; set; }

    /// <summary>Media type of the response, or null.</summary>
    public string? ContentType { get; set; }

    /// <summary>Handler to run; null means by content type or the default handler.</summary>
    public string? Handler { get; set; }

    /// <summary>Content coding of the response ("gzip"), or null.</summary>
    public string? ContentEncoding { get; set; }

    /// <summary>Content languages of the response, or null.</summary>
    public List<string>? ContentLanguages { get; set; }

    /// <summary>Authenticated user, or null.</summary>
    public string? User { get; set; }

    /// <summary>"Basic", "Digest", "form", or null.</summary>
    public string? AuthType { get; set; }

    /// <summary>Status of the response.</summary>
    public int Status { get; set; } = 200;

    /// <summary>Status and reason of our own ("299 Odd"), or null for the standard text.</summary>
    public string? StatusLine { get; set; }

    /// <summary>Last-Modified as Unix microseconds, 0 if unknown.</summary>
    public long LastModified { get; set; }

    /// <summary>Of a negotiated response: what changes with the set of variants, put behind the tag of the variant; else null.</summary>
    public string? VariantListTag { get; set; }

    /// <summary>Do not let caches keep it (adds Expires).</summary>
    public bool NoCache { get; set; }

    /// <summary>Leave the local copy out (set by handlers of dynamic content: no conditional evaluation by the default handler).</summary>
    public bool NoLocalCopy { get; set; }

    /// <summary>Whether the handler takes PATH_INFO: null by default rule, else AcceptPathInfo's answer.</summary>
    public bool? AcceptsPathInfo { get; set; }

    /// <summary>The request that an internal redirect came from, or null.</summary>
    public Request? Previous { get; internal set; }

    /// <summary>The request that an internal redirect led to, or null.</summary>
    public Request? NextRequest { get; internal set; }

    /// <summary>Of a subrequest: the request that made it, else null.</summary>
    public Request? Main { get; internal set; }

    /// <summary>True when it is not a subrequest and not redirected internally.</summary>
    public bool IsInitial => Main is null && Previous is null;

    /// <summary>Bytes of body sent to the client (%b).</summary>
    public long BytesSent { get; set; }

    /// <summary>Bytes of body read from the client.</summary>
    public long BytesRead { get; set; }

    /// <summary>Why access is refused although the handler runs later (401/403 inside ErrorDocument), and other per-request module state, by type.</summary>
    public ModuleState State { get; } = new();

    /// <summary>First stage of the output chain; write the body here.</summary>
    public OutputFilter Output { get; set; } = null!;

    /// <summary>First stage of the input chain; read the body here.</summary>
    public InputFilter Input { get; set; } = null!;

    /// <summary>True as long as nothing was asked that could differ between two requests for the same host and target.</summary>
    public bool IsCacheable
    {
        get;
        set
        {
            field = value;
            if (!value)
            {
                // What a subrequest or a redirected request depends on, the response depends on.
                if (Main is { IsCacheable: true } main)
                    main.IsCacheable = false;
                if (Previous is { IsCacheable: true } previous)
                    previous.IsCacheable = false;
            }
        }
    } = true;

    /// <summary>True once the status line has gone to the output.</summary>
    public bool HeadSent { get; internal set; }

    /// <inheritdoc/>
    public ErrorLog ErrorLog => Server.ErrorLog;

    /// <inheritdoc/>
    public LogLevels LogLevels { get => field ?? Server.LogLevels; set; }

    /// <inheritdoc/>
    public string? LogClient => UserAgentAddress is { } agent ? $"{agent}:{UserAgentPort}" : Connection.LogClient;

    /// <inheritdoc/>
    public string? LogReferer => _headersIn.Get("Referer");

    /// <summary>Client's address as modules see it (mod_remoteip may replace it). Asking makes the mapping uncacheable.</summary>
    public IPAddress ClientAddress
    {
        get
        {
            IsCacheable = false;
            return UserAgentAddress ?? Connection.RemoteAddress;
        }
    }

    /// <summary>Address that mod_remoteip found, or null.</summary>
    public IPAddress? UserAgentAddress { get; set; }

    /// <summary>Port that belongs to <see cref="UserAgentAddress"/>.</summary>
    public int UserAgentPort { get; set; }

    /// <summary>Per-directory settings of one type.</summary>
    public T Directory<T>() where T : class, ISettings<T>, new() => DirectorySettings.Get<T>();

    /// <summary>Per-server settings of one type.</summary>
    public T ForServer<T>() where T : class, ISettings<T>, new() => Server.Settings.Get<T>();

    /// <summary>Gives both response tables to an internally redirected request, or takes fresh ones.</summary>
    internal void ReplaceHeaders(HeaderTable headersOut, HeaderTable errorHeadersOut)
    {
        HeadersOut = headersOut;
        ErrorHeadersOut = errorHeadersOut;
    }

    /// <summary>Takes the header fields of another request, which stay shared.</summary>
    internal void ReplaceHeadersIn(HeaderTable headersIn) => _headersIn = headersIn;

    /// <summary>The environment without making the table.</summary>
    internal HeaderTable? EnvironmentOrNull => _environment;

    /// <summary>The notes without making the table.</summary>
    internal HeaderTable? NotesOrNull => _notes;

    /// <summary>Gives the environment of another request (internal redirects rename it with REDIRECT_).</summary>
    internal void ReplaceEnvironment(HeaderTable environment) => _environment = environment;
}

/// <summary>Kinds of proxy requests.</summary>
public enum ProxyRequestKind
{
    /// <summary>Not proxied.</summary>
    None,
    /// <summary>Forward proxy.</summary>
    Forward,
    /// <summary>Reverse proxy (ProxyPass, [P], proxy: handlers).</summary>
    Reverse,
}
