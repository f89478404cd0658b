using Trefoil.Http.Messages;

namespace Trefoil.Modules.Aaa.Authentication;

/// <summary>What a source of users says.</summary>
internal enum AuthenticationStatus
{
    Denied,
    Granted,
    UserFound,
    UserNotFound,
    Error,
}

/// <summary>A source of users and passwords (AuthBasicProvider and the like).</summary>
internal abstract class AuthenticationProvider
{
    internal abstract string Name { get; }

    /// <summary>True when it can give the digest of user, realm and password.</summary>
    internal virtual bool SupportsDigest => true;

    /// <summary>True when it can check a password.</summary>
    internal virtual bool SupportsPasswords => true;

    /// <summary>Checks a password.</summary>
    internal abstract AuthenticationStatus CheckPassword(Request request, string user, string password);

    /// <summary>Finds MD5(user:realm:password) in hex.</summary>
    internal virtual AuthenticationStatus FindRealmHash(Request request, string user, string realm, out string? hash)
    {
        hash = null;
        return AuthenticationStatus.Error;
    }
}

/// <summary>A module that brings sources of users.</summary>
internal interface IAuthenticationProviders
{
    IReadOnlyList<AuthenticationProvider> AuthenticationProviders { get; }
}
