using Trefoil.Configuration.Settings;

namespace Trefoil.Modules.Metadata.SetEnvIf;

/// <summary>Rules given directly in a server; they run as soon as the request head is read.</summary>
internal sealed class SetEnvIfServerSettings : ISettings<SetEnvIfServerSettings>
{
    internal List<SetEnvIfRule> Rules { get; private init; } = [];

    public SetEnvIfServerSettings Merge(SetEnvIfServerSettings inner) => new() { Rules = [.. Rules, .. inner.Rules] };
}

/// <summary>Rules given in a directory-like section; they run once the file is known.</summary>
internal sealed class SetEnvIfSettings : ISettings<SetEnvIfSettings>
{
    internal List<SetEnvIfRule> Rules { get; private init; } = [];

    public SetEnvIfSettings Merge(SetEnvIfSettings inner) => new() { Rules = [.. Rules, .. inner.Rules] };
}
