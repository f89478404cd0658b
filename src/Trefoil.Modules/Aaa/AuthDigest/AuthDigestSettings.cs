using Trefoil.Configuration.Settings;
using Trefoil.Modules.Aaa.Authentication;

namespace Trefoil.Modules.Aaa.AuthDigest;

/// <summary>AuthDigest* directives of one place.</summary>
internal sealed class AuthDigestSettings : ISettings<AuthDigestSettings>
{
    internal List<AuthenticationProvider>? Providers { get; set; }

    internal List<string>? Domain { get; set; }

    internal int? NonceLifetime { get; set; }

    internal bool? ChecksCount { get; set; }

    internal int NonceLifetimeSeconds => NonceLifetime ?? 300;

    public AuthDigestSettings Merge(AuthDigestSettings inner) => new()
    {
        Providers = inner.Providers ?? Providers,
        Domain = inner.Domain ?? Domain,
        NonceLifetime = inner.NonceLifetime ?? NonceLifetime,
        ChecksCount = inner.ChecksCount ?? ChecksCount,
    };
}
