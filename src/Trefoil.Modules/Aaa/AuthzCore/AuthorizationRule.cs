using Trefoil.Modules.Aaa.Authorization;

namespace Trefoil.Modules.Aaa.AuthzCore;

/// <summary>One Require, or a group of them (RequireAll, RequireAny, RequireNone, the place itself).</summary>
internal sealed class AuthorizationRule
{
    internal AuthorizationProvider? Provider { get; init; }

    internal string ProviderName { get; init; } = "";

    internal string Arguments { get; init; } = "";

    internal object? Parsed { get; set; }

    /// <summary>Methods it is about, from an enclosing Limit.</summary>
    internal ulong Methods { get; set; }

    /// <summary>Of a group: all must agree, or any.</summary>
    internal bool NeedsAll { get; init; }

    internal bool Negated { get; set; }

    /// <summary>True for the group that AuthMerging makes of an outer and an inner place.</summary>
    internal bool IsMerged { get; init; }

    internal List<AuthorizationRule> Children { get; init; } = [];

    internal void Add(AuthorizationRule child)
    {
        Methods |= child.Methods;
        Children.Add(child);
    }

    /// <summary>The rule as it would be written, for errors and the log.</summary>
    public override string ToString()
    {
        if (Provider is not null)
            return $"Require {(Negated ? "not " : "")}{ProviderName} {Arguments}";
        var kind = NeedsAll ? Negated ? "NotAll" : "All" : Negated ? "None" : "Any";
        return IsMerged ? $"AuthMerging {kind}" : $"<Require{kind}>";
    }

    /// <summary>
    /// Checks a finished tree: a group of nothing but negations can never grant. Where a negated group stands in a group of the other kind, De Morgan's law
    /// lets its children move up, which also keeps log lines the same as Apache's. Null, or the group at fault.
    /// </summary>
    internal AuthorizationRule? Normalize(bool isPlace)
    {
        for (var i = 0; i < Children.Count; i++)
        {
            var child = Children[i];
            if (child.Children.Count == 0)
                continue;
            if (child.Normalize(isPlace: false) is { } fault)
                return fault;
            if (child.Negated && child.NeedsAll != NeedsAll)
            {
                foreach (var grandchild in child.Children)
                    grandchild.Negated = !grandchild.Negated;
                Children.RemoveAt(i);
                Children.InsertRange(i, child.Children);
                i += child.Children.Count - 1;
            }
        }
        return isPlace || Children.Exists(static child => !child.Negated) ? null : this;
    }
}
