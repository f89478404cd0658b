using Trefoil.Configuration.Settings;

namespace Trefoil.Modules.Filters.Sed;

/// <summary>The scripts of a section. They are not joined with those of the section around: the inner ones count alone.</summary>
internal sealed class SedSettings : ISettings<SedSettings>
{
    internal SedScript Output { get; } = new();

    internal SedScript Input { get; } = new();

    public SedSettings Merge(SedSettings inner) => inner;
}
