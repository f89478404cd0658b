using Trefoil.Configuration.Expressions;
using Trefoil.Configuration.Settings;
using Trefoil.Modules.Proxy.Workers;

namespace Trefoil.Modules.Proxy.HealthCheck;

/// <summary>Named conditions and templates of a server.</summary>
internal sealed class HcheckSettings : ISettings<HcheckSettings>
{
    internal Dictionary<string, Expression> Expressions { get; private init; } = new(StringComparer.Ordinal);

    internal Dictionary<string, HealthParameters> Templates { get; private init; } = new(StringComparer.Ordinal);

    public HcheckSettings Merge(HcheckSettings inner)
    {
        var merged = new HcheckSettings { Expressions = new(Expressions), Templates = new(Templates) };
        foreach (var (name, expression) in inner.Expressions)
            merged.Expressions[name] = expression;
        foreach (var (name, template) in inner.Templates)
            merged.Templates[name] = template;
        return merged;
    }
}
