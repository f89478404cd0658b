namespace Trefoil.Modules.Aaa.AuthnzFcgi;

/// <summary>What a program behind AuthnzFcgiDefineProvider decides.</summary>
internal enum AuthorizerKind
{
    /// <summary>"authn": who the client is.</summary>
    Authentication,
    /// <summary>"authz": whether a known user may.</summary>
    Authorization,
    /// <summary>"authnz": both, in one answer.</summary>
    Both,
}

/// <summary>A program that decides about access (AuthnzFcgiDefineProvider).</summary>
/// <param name="Kind">What it decides.</param>
/// <param name="Name">Its name in other directives.</param>
/// <param name="Host">Where it listens.</param>
/// <param name="Port">Its port.</param>
internal sealed record AuthorizerProvider(AuthorizerKind Kind, string Name, string Host, int Port)
{
    /// <summary>What it is asked to be, for programs that know Apache; null for the plain protocol.</summary>
    internal string? RoleFor(bool authenticates) => Kind == AuthorizerKind.Both ? null : authenticates ? "AUTHENTICATOR" : "AUTHORIZER";
}
