using Trefoil.Configuration.Expressions;
using Trefoil.Configuration.Settings;

namespace Trefoil.Modules.Proxy.FastCgi;

/// <summary>What kind of program answers (ProxyFCGIBackendType).</summary>
internal enum BackendType
{
    /// <summary>PHP-FPM, which knows Apache by the odd file names it is sent.</summary>
    Fpm,
    /// <summary>Any other, which is sent file names.</summary>
    Generic,
}

/// <summary>A change of the variables on their way (ProxyFCGISetEnvIf).</summary>
/// <param name="Condition">When.</param>
/// <param name="Name">Which variable.</param>
/// <param name="Removes">True to leave it out.</param>
/// <param name="Value">The new value; null for an empty one.</param>
internal sealed record VariableChange(Expression Condition, string Name, bool Removes, Expression? Value);

/// <summary>What mod_proxy_fcgi is told.</summary>
internal sealed class FastCgiSettings : ISettings<FastCgiSettings>
{
    internal BackendType? Type { get; set; }

    internal List<VariableChange> Changes { get; private init; } = [];

    public FastCgiSettings Merge(FastCgiSettings inner) => new()
    {
        Type = inner.Type ?? Type,
        Changes = [.. Changes, .. inner.Changes],
    };
}
