using Trefoil.Configuration.Settings;

namespace Trefoil.Modules.Generators.Suexec;

/// <summary>SuexecUserGroup of a server.</summary>
internal sealed class SuexecSettings : ISettings<SuexecSettings>
{
    internal string? User { get; set; }

    internal string? Group { get; set; }

    public SuexecSettings Merge(SuexecSettings inner) => inner.User is null ? this : inner;
}
