using Trefoil.Configuration.Settings;

namespace Trefoil.Modules.Generators.Cgi;

/// <summary>ScriptLog and its kin; a virtual host without a ScriptLog of its own has the main server's.</summary>
internal sealed class CgiServerSettings : ISettings<CgiServerSettings>
{
    internal const long DefaultLogLength = 10_385_760;
    internal const int DefaultBuffer = 1024;

    internal string? Log { get; set; }

    internal long? LogLength { get; set; }

    internal int? LogBuffer { get; set; }

    public CgiServerSettings Merge(CgiServerSettings inner) => inner.Log is not null ? inner : this;
}

/// <summary>CGIScriptTimeout and CGIDScriptTimeout.</summary>
internal sealed class CgiDirectorySettings : ISettings<CgiDirectorySettings>
{
    /// <summary>Milliseconds; null or 0 for Timeout's value.</summary>
    internal int? Timeout { get; set; }

    public CgiDirectorySettings Merge(CgiDirectorySettings inner) => inner.Timeout is null ? this : inner;
}
