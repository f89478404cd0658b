using Trefoil.Configuration.Settings;
using Trefoil.Http.Phases;

namespace Trefoil.Modules.Aaa.AccessCompat;

/// <summary>Which of Allow and Deny has the last word.</summary>
internal enum AccessOrder
{
    DenyThenAllow,
    AllowThenDeny,
    MutualFailure,
}

/// <summary>Order, Allow, Deny and Satisfy of one place.</summary>
internal sealed class AccessCompatSettings : ISettings<AccessCompatSettings>
{
    private readonly AccessOrder[] _orders = new AccessOrder[64];
    private readonly SatisfyRule[] _satisfy = new SatisfyRule[64];

    internal List<AccessRule> Allows { get; } = [];

    internal List<AccessRule> Denies { get; } = [];

    internal AccessOrder OrderFor(int method) => _orders[method];

    internal SatisfyRule SatisfyFor(int method) => _satisfy[method];

    internal void SetOrder(ulong methods, AccessOrder order) => Fill(_orders, methods, order);

    internal void SetSatisfy(ulong methods, SatisfyRule rule) => Fill(_satisfy, methods, rule);

    /// <summary>Any of these directives in an inner place replaces all those of the outer one, as in Apache.</summary>
    public AccessCompatSettings Merge(AccessCompatSettings inner) => inner;

    private static void Fill<T>(T[] values, ulong methods, T value)
    {
        for (var i = 0; i < values.Length; i++)
        {
            if ((methods & (1UL << i)) != 0)
                values[i] = value;
        }
    }
}
