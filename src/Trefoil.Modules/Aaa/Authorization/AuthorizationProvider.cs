using Trefoil.Configuration.Directives;
using Trefoil.Http.Messages;

namespace Trefoil.Modules.Aaa.Authorization;

/// <summary>One kind of Require rule ("ip", "valid-user").</summary>
internal abstract class AuthorizationProvider
{
    /// <summary>The word behind Require.</summary>
    internal abstract string Name { get; }

    /// <summary>Reads the rest of the Require line when the configuration is read; a text refuses it.</summary>
    internal virtual string? Parse(DirectiveScope scope, string arguments, out object? parsed)
    {
        parsed = null;
        return null;
    }

    /// <summary>Applies the rule.</summary>
    /// <param name="request">The request.</param>
    /// <param name="arguments">The rest of the Require line.</param>
    /// <param name="parsed">What <see cref="Parse"/> made of it.</param>
    internal abstract AuthorizationStatus Check(Request request, string arguments, object? parsed);
}

/// <summary>A module that brings kinds of Require rules.</summary>
internal interface IAuthorizationProviders
{
    IReadOnlyList<AuthorizationProvider> AuthorizationProviders { get; }
}
