using Trefoil.Configuration.Expressions;
using Trefoil.Configuration.Settings;

namespace Trefoil.Modules.Aaa.AuthnzFcgi;

/// <summary>AuthnzFcgiCheckAuthnProvider of one place; an inner place replaces it.</summary>
internal sealed class AuthnzFcgiSettings : ISettings<AuthnzFcgiSettings>
{
    /// <summary>The provider's name, "None" for none.</summary>
    internal string Name { get; set; } = "";

    internal bool Authoritative { get; set; } = true;

    internal bool RequiresBasic { get; set; }

    internal string? DefaultUser { get; set; }

    internal Expression? UserExpression { get; set; }

    public AuthnzFcgiSettings Merge(AuthnzFcgiSettings inner) => inner;
}
