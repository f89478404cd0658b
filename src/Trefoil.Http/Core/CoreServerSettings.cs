using Trefoil.Configuration.Settings;

namespace Trefoil.Http.Core;

/// <summary>What the core's directives say about a server or virtual host. Null means not given; the properties without null give what is in effect.</summary>
public sealed class CoreServerSettings : ISettings<CoreServerSettings>
{
    /// <summary>Default of DocumentRoot.</summary>
    public const string DefaultDocumentRoot = "/usr/local/apache2/htdocs";

    private static readonly string[] DefaultAccessFileNames = [".htaccess"];
    private static readonly string[] DefaultProtocols = [];

    internal string? DocumentRootGiven, ServerAdminGiven, ServerPathGiven, ProtocolGiven;
    internal string[]? AccessFileNamesGiven;
    internal List<string>? ProtocolsGiven;
    internal long? TimeoutGiven, KeepAliveTimeoutGiven;
    internal bool? KeepAliveGiven, MergeTrailersGiven, MergeSlashesGiven, StrictHostCheckGiven, ProtocolsHonorOrderGiven, UnsafeGiven, RegisteredMethodsGiven, RequireHttp10Given;
    internal int? MaxKeepAliveRequestsGiven, LimitRequestLineGiven, LimitRequestFieldsGiven, LimitRequestFieldSizeGiven, RedirectLimitGiven, SubrequestLimitGiven;
    internal TraceMode? TraceGiven;

    /// <summary>DocumentRoot without a slash at the end.</summary>
    public string DocumentRoot => DocumentRootGiven ?? DefaultDocumentRoot;

    /// <summary>ServerAdmin.</summary>
    public string ServerAdmin => ServerAdminGiven ?? "[no address given]";

    /// <summary>ServerPath of a virtual host, or null.</summary>
    public string? ServerPath => ServerPathGiven;

    /// <summary>AccessFileName.</summary>
    public IReadOnlyList<string> AccessFileNames => AccessFileNamesGiven ?? DefaultAccessFileNames;

    /// <summary>Protocol ("http", "https"), or null.</summary>
    public string? Protocol => ProtocolGiven;

    /// <summary>Protocols in order of preference; empty where not given.</summary>
    public IReadOnlyList<string> Protocols => (IReadOnlyList<string>?)ProtocolsGiven ?? DefaultProtocols;

    /// <summary>ProtocolsHonorOrder.</summary>
    public bool ProtocolsHonorOrder => ProtocolsHonorOrderGiven ?? true;

    /// <summary>Timeout in microseconds.</summary>
    public long Timeout => TimeoutGiven ?? 60_000_000;

    /// <summary>KeepAlive.</summary>
    public bool KeepAlive => KeepAliveGiven ?? true;

    /// <summary>KeepAliveTimeout in microseconds.</summary>
    public long KeepAliveTimeout => KeepAliveTimeoutGiven ?? 5_000_000;

    /// <summary>MaxKeepAliveRequests, 0 for no limit.</summary>
    public int MaxKeepAliveRequests => MaxKeepAliveRequestsGiven ?? 100;

    /// <summary>LimitRequestLine.</summary>
    public int LimitRequestLine => LimitRequestLineGiven ?? 8190;

    /// <summary>LimitRequestFields, 0 for no limit.</summary>
    public int LimitRequestFields => LimitRequestFieldsGiven ?? 100;

    /// <summary>LimitRequestFieldSize.</summary>
    public int LimitRequestFieldSize => LimitRequestFieldSizeGiven ?? 8190;

    /// <summary>How many internal redirects may follow each other.</summary>
    public int RedirectLimit => RedirectLimitGiven ?? 10;

    /// <summary>How deep subrequests may nest.</summary>
    public int SubrequestLimit => SubrequestLimitGiven ?? 10;

    /// <summary>MergeTrailers.</summary>
    public bool MergeTrailers => MergeTrailersGiven ?? false;

    /// <summary>MergeSlashes.</summary>
    public bool MergeSlashes => MergeSlashesGiven ?? true;

    /// <summary>StrictHostCheck.</summary>
    public bool StrictHostCheck => StrictHostCheckGiven ?? false;

    /// <summary>TraceEnable.</summary>
    public TraceMode Trace => TraceGiven ?? TraceMode.On;

    /// <summary>HttpProtocolOptions Unsafe.</summary>
    public bool IsUnsafe => UnsafeGiven ?? false;

    /// <summary>HttpProtocolOptions RegisteredMethods: unknown methods are refused while the request line is read.</summary>
    public bool RegisteredMethodsOnly => RegisteredMethodsGiven ?? false;

    /// <summary>HttpProtocolOptions Require1.0: no HTTP/0.9.</summary>
    public bool RequiresHttp10 => RequireHttp10Given ?? false;

    /// <inheritdoc/>
    public CoreServerSettings Merge(CoreServerSettings inner) => new()
    {
        DocumentRootGiven = inner.DocumentRootGiven ?? DocumentRootGiven,
        ServerAdminGiven = inner.ServerAdminGiven ?? ServerAdminGiven,
        ServerPathGiven = inner.ServerPathGiven,
        ProtocolGiven = inner.ProtocolGiven ?? ProtocolGiven,
        AccessFileNamesGiven = inner.AccessFileNamesGiven ?? AccessFileNamesGiven,
        ProtocolsGiven = inner.ProtocolsGiven ?? ProtocolsGiven,
        TimeoutGiven = inner.TimeoutGiven ?? TimeoutGiven,
        KeepAliveTimeoutGiven = inner.KeepAliveTimeoutGiven ?? KeepAliveTimeoutGiven,
        KeepAliveGiven = inner.KeepAliveGiven ?? KeepAliveGiven,
        MergeTrailersGiven = inner.MergeTrailersGiven ?? MergeTrailersGiven,
        MergeSlashesGiven = inner.MergeSlashesGiven ?? MergeSlashesGiven,
        StrictHostCheckGiven = inner.StrictHostCheckGiven ?? StrictHostCheckGiven,
        ProtocolsHonorOrderGiven = inner.ProtocolsHonorOrderGiven ?? ProtocolsHonorOrderGiven,
        UnsafeGiven = inner.UnsafeGiven ?? UnsafeGiven,
        RegisteredMethodsGiven = inner.RegisteredMethodsGiven ?? RegisteredMethodsGiven,
        RequireHttp10Given = inner.RequireHttp10Given ?? RequireHttp10Given,
        MaxKeepAliveRequestsGiven = inner.MaxKeepAliveRequestsGiven ?? MaxKeepAliveRequestsGiven,
        LimitRequestLineGiven = inner.LimitRequestLineGiven ?? LimitRequestLineGiven,
        LimitRequestFieldsGiven = inner.LimitRequestFieldsGiven ?? LimitRequestFieldsGiven,
        LimitRequestFieldSizeGiven = inner.LimitRequestFieldSizeGiven ?? LimitRequestFieldSizeGiven,
        RedirectLimitGiven = inner.RedirectLimitGiven ?? RedirectLimitGiven,
        SubrequestLimitGiven = inner.SubrequestLimitGiven ?? SubrequestLimitGiven,
        TraceGiven = inner.TraceGiven ?? TraceGiven,
    };
}
