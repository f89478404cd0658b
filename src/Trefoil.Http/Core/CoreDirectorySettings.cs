using Trefoil.Configuration.Directives;
using Trefoil.Configuration.Expressions;
using Trefoil.Configuration.Settings;
using Trefoil.Io.Logs;

namespace Trefoil.Http.Core;

/// <summary>What the core's directives say about a directory, location or file. Fields named Given are null where nothing was said.</summary>
public sealed class CoreDirectorySettings : ISettings<CoreDirectorySettings>
{
    internal DirectoryOptions OptionsGiven = DirectoryOptions.Unset, OptionsAdded, OptionsRemoved;
    internal AllowedIn? OverrideGiven;
    internal uint OverrideOptionsGiven = uint.MaxValue;
    internal Configuration.SourceLocation? OverrideOrigin;
    internal bool NonfatalOverride, NonfatalUnknown;
    internal HashSet<string>? OverrideListGiven;
    internal Dictionary<int, ErrorDocument>? ErrorDocuments;
    internal SignatureMode? SignatureGiven;
    internal CanonicalNameMode? CanonicalNameGiven;
    internal HostnameLookupMode? HostnameLookupsGiven;
    internal EncodedSlashMode? EncodedSlashesGiven;
    internal bool? CanonicalPhysicalPortGiven, AcceptPathInfoGiven, EnableSendfileGiven, ContentDigestGiven, CgiPassAuthGiven, QualifyRedirectUrlGiven, AsyncFilterGiven;
    internal bool AcceptPathInfoIsGiven, DefaultCharsetIsGiven;
    internal string? DefaultCharsetGiven, ForceTypeGiven, SetHandlerGiven, SetOutputFilterGiven, SetInputFilterGiven;
    internal Expression? SetHandlerExpressionGiven;
    internal EtagComponents EtagGiven, EtagAdded, EtagRemoved;
    internal long? LimitRequestBodyGiven, LimitXmlRequestBodyGiven;
    internal int? MaxRangesGiven, MaxRangeOverlapsGiven, MaxRangeReversalsGiven, ReadBufferSizeGiven;
    internal LogLevels? LogLevelsGiven;
    internal Dictionary<string, string>? CgiVariableRulesGiven;
    internal ResourceLimit? CpuLimitGiven, MemoryLimitGiven, ProcessLimitGiven;

    /// <summary>Options in effect.</summary>
    public DirectoryOptions Options => (OptionsGiven & DirectoryOptions.Unset) == 0 ? OptionsGiven
        : ((DirectoryOptions.FollowSymLinks & ~OptionsRemoved) | OptionsAdded) & ~DirectoryOptions.Unset;

    /// <summary>Classes that a .htaccess file may use (AllowOverride).</summary>
    public AllowedIn Override => OverrideGiven ?? AllowedIn.None;

    /// <summary>Options that a .htaccess file may change.</summary>
    public uint OverrideOptions => OverrideOptionsGiven;

    /// <summary>Directives that a .htaccess file may use by name (lower case), or null.</summary>
    public IReadOnlySet<string>? OverrideList => OverrideListGiven;

    /// <summary>ServerSignature.</summary>
    public SignatureMode Signature => SignatureGiven ?? SignatureMode.Off;

    /// <summary>UseCanonicalName.</summary>
    public CanonicalNameMode CanonicalName => CanonicalNameGiven ?? CanonicalNameMode.Off;

    /// <summary>UseCanonicalPhysicalPort.</summary>
    public bool UsesPhysicalPort => CanonicalPhysicalPortGiven ?? false;

    /// <summary>HostnameLookups.</summary>
    public HostnameLookupMode HostnameLookups => HostnameLookupsGiven ?? HostnameLookupMode.Off;

    /// <summary>AllowEncodedSlashes.</summary>
    public EncodedSlashMode EncodedSlashes => EncodedSlashesGiven ?? EncodedSlashMode.Off;

    /// <summary>AcceptPathInfo: null for Default.</summary>
    public bool? AcceptPathInfo => AcceptPathInfoGiven;

    /// <summary>EnableSendfile; what nobody has forbidden is used.</summary>
    public bool EnableSendfile => EnableSendfileGiven ?? true;

    /// <summary>ContentDigest.</summary>
    public bool ContentDigest => ContentDigestGiven ?? false;

    /// <summary>CGIPassAuth.</summary>
    public bool CgiPassAuth => CgiPassAuthGiven ?? false;

    /// <summary>QualifyRedirectURL.</summary>
    public bool QualifyRedirectUrl => QualifyRedirectUrlGiven ?? false;

    /// <summary>The charset that AddDefaultCharset puts on text/plain and text/html, or null.</summary>
    public string? DefaultCharset => DefaultCharsetGiven;

    /// <summary>ForceType: null where not given, "" for None.</summary>
    public string? ForceType => ForceTypeGiven;

    /// <summary>SetHandler: null where not given, "" for None.</summary>
    public string? SetHandler => SetHandlerGiven;

    /// <summary>SetHandler with an expression.</summary>
    public Expression? SetHandlerExpression => SetHandlerExpressionGiven;

    /// <summary>SetOutputFilter: names with ";" between, or null.</summary>
    public string? SetOutputFilter => SetOutputFilterGiven;

    /// <summary>SetInputFilter: names with ";" between, or null.</summary>
    public string? SetInputFilter => SetInputFilterGiven;

    /// <summary>FileETag in effect. What signs leave of nothing is the default.</summary>
    public EtagComponents Etag
    {
        get
        {
            var components = (EtagGiven & ~EtagRemoved) | EtagAdded;
            return components == EtagComponents.Unset ? EtagComponents.ModificationTime | EtagComponents.Size : components;
        }
    }

    /// <summary>LimitRequestBody, 0 for no limit.</summary>
    public long LimitRequestBody => LimitRequestBodyGiven ?? 1L << 30;

    /// <summary>LimitXMLRequestBody, 0 for no limit.</summary>
    public long LimitXmlRequestBody => LimitXmlRequestBodyGiven ?? 1_000_000;

    /// <summary>MaxRanges: how many ranges, 0 for none, negative for no limit.</summary>
    public int MaxRanges => MaxRangesGiven ?? 200;

    /// <summary>MaxRangeOverlaps, as <see cref="MaxRanges"/>.</summary>
    public int MaxRangeOverlaps => MaxRangeOverlapsGiven ?? 20;

    /// <summary>MaxRangeReversals, as <see cref="MaxRanges"/>.</summary>
    public int MaxRangeReversals => MaxRangeReversalsGiven ?? 20;

    /// <summary>ReadBufferSize: how many bytes of a file go through the filters at once. What nobody has set is larger than Apache's 8192, which costs more calls.</summary>
    public int ReadBufferSize => ReadBufferSizeGiven ?? 64 * 1024;

    /// <summary>LogLevel given in a section, or null.</summary>
    public LogLevels? LogLevels => LogLevelsGiven;

    /// <summary>CGIVar: rule by variable ("REQUEST_URI" to "current-uri" or "original-uri").</summary>
    public IReadOnlyDictionary<string, string>? CgiVariableRules => CgiVariableRulesGiven;

    /// <summary>RLimitCPU.</summary>
    public ResourceLimit? CpuLimit => CpuLimitGiven;

    /// <summary>RLimitMEM.</summary>
    public ResourceLimit? MemoryLimit => MemoryLimitGiven;

    /// <summary>RLimitNPROC.</summary>
    public ResourceLimit? ProcessLimit => ProcessLimitGiven;

    /// <summary>ErrorDocument of a status, or null.</summary>
    public ErrorDocument? ErrorDocumentFor(int status) =>
        ErrorDocuments is not null && ErrorDocuments.TryGetValue(status, out var document) && !document.IsDefault ? document : null;

    /// <inheritdoc/>
    public CoreDirectorySettings Merge(CoreDirectorySettings inner)
    {
        var merged = new CoreDirectorySettings
        {
            OverrideGiven = inner.OverrideGiven ?? OverrideGiven,
            OverrideOptionsGiven = inner.OverrideGiven is not null ? inner.OverrideOptionsGiven : OverrideOptionsGiven,
            OverrideOrigin = inner.OverrideOrigin ?? OverrideOrigin,
            NonfatalOverride = inner.OverrideGiven is not null ? inner.NonfatalOverride : NonfatalOverride,
            NonfatalUnknown = inner.OverrideGiven is not null ? inner.NonfatalUnknown : NonfatalUnknown,
            OverrideListGiven = inner.OverrideListGiven ?? OverrideListGiven,
            ErrorDocuments = MergeMaps(ErrorDocuments, inner.ErrorDocuments),
            SignatureGiven = inner.SignatureGiven ?? SignatureGiven,
            CanonicalNameGiven = inner.CanonicalNameGiven ?? CanonicalNameGiven,
            CanonicalPhysicalPortGiven = inner.CanonicalPhysicalPortGiven ?? CanonicalPhysicalPortGiven,
            HostnameLookupsGiven = inner.HostnameLookupsGiven ?? HostnameLookupsGiven,
            EncodedSlashesGiven = inner.EncodedSlashesGiven ?? EncodedSlashesGiven,
            AcceptPathInfoIsGiven = inner.AcceptPathInfoIsGiven || AcceptPathInfoIsGiven,
            AcceptPathInfoGiven = inner.AcceptPathInfoIsGiven ? inner.AcceptPathInfoGiven : AcceptPathInfoGiven,
            EnableSendfileGiven = inner.EnableSendfileGiven ?? EnableSendfileGiven,
            ContentDigestGiven = inner.ContentDigestGiven ?? ContentDigestGiven,
            CgiPassAuthGiven = inner.CgiPassAuthGiven ?? CgiPassAuthGiven,
            QualifyRedirectUrlGiven = inner.QualifyRedirectUrlGiven ?? QualifyRedirectUrlGiven,
            AsyncFilterGiven = inner.AsyncFilterGiven ?? AsyncFilterGiven,
            DefaultCharsetIsGiven = inner.DefaultCharsetIsGiven || DefaultCharsetIsGiven,
            DefaultCharsetGiven = inner.DefaultCharsetIsGiven ? inner.DefaultCharsetGiven : DefaultCharsetGiven,
            ForceTypeGiven = inner.ForceTypeGiven ?? ForceTypeGiven,
            SetOutputFilterGiven = inner.SetOutputFilterGiven ?? SetOutputFilterGiven,
            SetInputFilterGiven = inner.SetInputFilterGiven ?? SetInputFilterGiven,
            LimitRequestBodyGiven = inner.LimitRequestBodyGiven ?? LimitRequestBodyGiven,
            LimitXmlRequestBodyGiven = inner.LimitXmlRequestBodyGiven ?? LimitXmlRequestBodyGiven,
            MaxRangesGiven = inner.MaxRangesGiven ?? MaxRangesGiven,
            MaxRangeOverlapsGiven = inner.MaxRangeOverlapsGiven ?? MaxRangeOverlapsGiven,
            MaxRangeReversalsGiven = inner.MaxRangeReversalsGiven ?? MaxRangeReversalsGiven,
            ReadBufferSizeGiven = inner.ReadBufferSizeGiven ?? ReadBufferSizeGiven,
            LogLevelsGiven = inner.LogLevelsGiven ?? LogLevelsGiven,
            CgiVariableRulesGiven = MergeMaps(CgiVariableRulesGiven, inner.CgiVariableRulesGiven),
            CpuLimitGiven = inner.CpuLimitGiven ?? CpuLimitGiven,
            MemoryLimitGiven = inner.MemoryLimitGiven ?? MemoryLimitGiven,
            ProcessLimitGiven = inner.ProcessLimitGiven ?? ProcessLimitGiven,
        };
        MergeHandler(merged, inner);
        MergeOptions(merged, inner);
        MergeEtag(merged, inner);
        return merged;
    }

    private void MergeHandler(CoreDirectorySettings merged, CoreDirectorySettings inner)
    {
        var source = inner.SetHandlerGiven is not null || inner.SetHandlerExpressionGiven is not null ? inner : this;
        merged.SetHandlerGiven = source.SetHandlerGiven;
        merged.SetHandlerExpressionGiven = source.SetHandlerExpressionGiven;
    }

    // Options with signs change what the outer section says; Includes inside IncludesNoExec needs its exec bit dropped as Apache drops it.
    private void MergeOptions(CoreDirectorySettings merged, CoreDirectorySettings inner)
    {
        if ((inner.OptionsGiven & DirectoryOptions.Unset) == 0)
        {
            merged.OptionsGiven = inner.OptionsGiven;
            merged.OptionsAdded = inner.OptionsAdded;
            merged.OptionsRemoved = inner.OptionsRemoved;
            return;
        }
        merged.OptionsAdded = (OptionsAdded & ~inner.OptionsRemoved) | inner.OptionsAdded;
        merged.OptionsRemoved = (OptionsRemoved & ~inner.OptionsAdded) | inner.OptionsRemoved;
        merged.OptionsGiven = (OptionsGiven & ~inner.OptionsRemoved) | inner.OptionsAdded;
        if ((OptionsGiven & DirectoryOptions.Unset) != 0)
            merged.OptionsGiven |= DirectoryOptions.Unset;
        // +IncludesNoExec takes exec away from an outer Includes.
        if ((OptionsGiven & DirectoryOptions.Includes) != 0 && (inner.OptionsAdded & (DirectoryOptions.Includes | DirectoryOptions.IncludesExec)) == DirectoryOptions.Includes)
            merged.OptionsGiven &= ~DirectoryOptions.IncludesExec;
    }

    private void MergeEtag(CoreDirectorySettings merged, CoreDirectorySettings inner)
    {
        if (inner.EtagGiven != EtagComponents.Unset)
        {
            merged.EtagGiven = inner.EtagGiven;
            merged.EtagAdded = inner.EtagAdded;
            merged.EtagRemoved = inner.EtagRemoved;
        }
        else
        {
            merged.EtagAdded = (EtagAdded & ~inner.EtagRemoved) | inner.EtagAdded;
            merged.EtagRemoved = (EtagRemoved & ~inner.EtagAdded) | inner.EtagRemoved;
            merged.EtagGiven = (EtagGiven & ~merged.EtagRemoved) | merged.EtagAdded;
        }
        if (merged.EtagGiven != EtagComponents.None)
            merged.EtagGiven &= ~EtagComponents.None;
    }

    private static Dictionary<TKey, TValue>? MergeMaps<TKey, TValue>(Dictionary<TKey, TValue>? outer, Dictionary<TKey, TValue>? inner) where TKey : notnull
    {
        if (outer is null || inner is null)
            return inner ?? outer;
        var merged = new Dictionary<TKey, TValue>(outer);
        foreach (var (key, value) in inner)
            merged[key] = value;
        return merged;
    }
}
