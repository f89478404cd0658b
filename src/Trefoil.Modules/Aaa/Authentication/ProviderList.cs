using Trefoil.Configuration.Directives;
using Trefoil.Modules.Aaa.AuthnCore;

namespace Trefoil.Modules.Aaa.Authentication;

/// <summary>Finds sources of users by name.</summary>
internal static class ProviderList
{
    internal const string DefaultName = "file";

    internal static AuthenticationProvider? Find(IReadOnlyList<Module> modules, string name)
    {
        foreach (var module in modules)
        {
            if (module is IAuthenticationProviders providers && Find(providers.AuthenticationProviders, name) is { } found)
                return found;
        }
        return null;
    }

    /// <summary>Appends the provider of that name, or says why not.</summary>
    internal static string? Add(DirectiveScope scope, List<AuthenticationProvider> providers, string name, bool forDigest)
    {
        if (Find(scope.Context.Modules, name) is not { } provider)
            return $"Unknown Authn provider: {name}";
        if (forDigest && !provider.SupportsDigest)
            return $"The '{name}' Authn provider doesn't support Digest Authentication";
        if (!forDigest && !provider.SupportsPasswords)
            return $"The '{name}' Authn provider doesn't support Basic Authentication";
        providers.Add(provider);
        return null;
    }

    private static AuthenticationProvider? Find(IReadOnlyList<AuthenticationProvider> providers, string name)
    {
        foreach (var provider in providers)
        {
            if (provider.Name == name)
                return provider;
        }
        return null;
    }
}
