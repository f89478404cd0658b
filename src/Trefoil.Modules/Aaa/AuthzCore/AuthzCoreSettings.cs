using Trefoil.Configuration.Settings;

namespace Trefoil.Modules.Aaa.AuthzCore;

/// <summary>How rules of a place combine with those of the place around it.</summary>
internal enum AuthMerging
{
    Unset,
    Off,
    And,
    Or,
}

/// <summary>Authorization rules of one place.</summary>
internal sealed class AuthzCoreSettings : ISettings<AuthzCoreSettings>
{
    internal AuthorizationRule? Rules { get; set; }

    internal AuthMerging Merging { get; set; }

    internal bool? ForbiddenOnFailure { get; set; }

    public AuthzCoreSettings Merge(AuthzCoreSettings inner) => new()
    {
        Rules = MergeRules(inner),
        Merging = inner.Merging,
        ForbiddenOnFailure = inner.ForbiddenOnFailure ?? ForbiddenOnFailure,
    };

    private AuthorizationRule? MergeRules(AuthzCoreSettings inner)
    {
        // a place that says nothing about rules (only AuthzSendForbiddenOnFailure) keeps the outer ones
        if (inner.Merging == AuthMerging.Unset && inner.Rules is null)
            return Rules;
        if (inner.Merging is AuthMerging.Off or AuthMerging.Unset)
            return inner.Rules;
        if (Rules is null || inner.Rules is null)
            return inner.Rules ?? Rules;
        return new AuthorizationRule
        {
            NeedsAll = inner.Merging == AuthMerging.And,
            IsMerged = true,
            Methods = Rules.Methods | inner.Rules.Methods,
            Children = [Rules, inner.Rules],
        };
    }
}
