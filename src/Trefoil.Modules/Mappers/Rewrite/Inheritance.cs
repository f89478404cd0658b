namespace Trefoil.Modules.Mappers.Rewrite;

/// <summary>Where inherited rules stand.</summary>
internal enum InheritedOrder
{
    None,
    After,
    Before,
}

/// <summary>Whether and how a place takes over the rules of the place around it.</summary>
internal static class Inheritance
{
    /// <param name="effective">Options in effect at the inner place.</param>
    /// <param name="outer">Options of the place around it.</param>
    internal static InheritedOrder Of(RewriteOptions effective, RewriteOptions outer)
    {
        var ignores = (effective & RewriteOptions.IgnoreInherit) != 0;
        if ((effective & RewriteOptions.Inherit) != 0 || (!ignores && (outer & RewriteOptions.InheritDown) != 0))
            return InheritedOrder.After;
        if ((effective & RewriteOptions.InheritBefore) != 0 || (!ignores && (outer & RewriteOptions.InheritDownBefore) != 0))
            return InheritedOrder.Before;
        return InheritedOrder.None;
    }

    internal static RewriteRule[] Combine(InheritedOrder order, RewriteRule[] outer, RewriteRule[] inner) => order switch
    {
        InheritedOrder.After => [.. inner, .. outer],
        InheritedOrder.Before => [.. outer, .. inner],
        _ => inner,
    };
}
