using System.Globalization;
using Trefoil.Configuration.Directives;
using Trefoil.Configuration.Settings;
using Trefoil.Http.Messages;
using Trefoil.Io.Memory;
using Trefoil.Modules.Aaa.Authentication;
using Trefoil.Modules.Aaa.Passwords;
using Trefoil.Modules.Cache;

namespace Trefoil.Modules.Aaa.AuthnSocache;

/// <summary>mod_authn_socache: spares slow providers repeated questions.</summary>
internal sealed class AuthnSocacheModule : Module, IAuthenticationProviders
{
    public override string Identifier => "authn_socache_module";

    public override string SourceFile => "mod_authn_socache.c";

    public override IReadOnlyList<DirectiveDefinition> Directives { get; } =
    [
        new("AuthnCacheEnable", ArgumentKind.NoArgs, AllowedIn.RsrcConf, "makes the cache ready for use in .htaccess files", static (_, _) => null),
        new("AuthnCacheSOCache", ArgumentKind.Take1, AllowedIn.RsrcConf, "socache provider for authn cache", SetProvider),
        new("AuthnCacheProvideFor", ArgumentKind.Iterate, AllowedIn.OrAuthConfig, "Determine what authn providers to cache for", AddProvider),
        new("AuthnCacheTimeout", ArgumentKind.Take1, AllowedIn.OrAuthConfig, "Timeout (secs) for cached credentials", SetTimeout),
        new("AuthnCacheContext", ArgumentKind.Take1, AllowedIn.AccessConf, "Context for authn cache", SetContext),
    ];

    public IReadOnlyList<AuthenticationProvider> AuthenticationProviders { get; } = [new CacheProvider()];

    private static string? SetProvider(DirectiveScope scope, IReadOnlyList<string> arguments)
    {
        var colon = arguments[0].IndexOf(':');
        var name = colon < 0 ? arguments[0] : arguments[0][..colon];
        if (!scope.Context.HasModule($"mod_socache_{name}.c"))
            return $"AuthnCacheSOCache: Unknown socache provider '{name}'. Maybe you need to load the appropriate socache module (mod_socache_{name}?)";
        if (name != "shmcb")
            return $"AuthnCacheSOCache: '{name}' is not supported by this server, shmcb is";
        if (SharedCacheName.Read(colon < 0 ? "" : arguments[0][(colon + 1)..], out var error) is not { } shared)
            return "AuthnCacheSOCache: " + error;
        var size = SharedCache.SizeFor(shared.Size);
        // Where nothing is served from this reading, the memory is nobody else's.
        var memory = scope.Context.ShareMemory("authn-socache", size) ?? SharedMemory.Create("authn-socache", size, out _);
        scope.ForServer<AuthnSocacheServerSettings>().Cache = memory is null ? null : new SharedCache(memory);
        return null;
    }

    private static string? AddProvider(DirectiveScope scope, IReadOnlyList<string> arguments)
    {
        (scope.Directory<AuthnSocacheSettings>().Providers ??= []).Add(arguments[0]);
        return null;
    }

    private static string? SetTimeout(DirectiveScope scope, IReadOnlyList<string> arguments)
    {
        int.TryParse(arguments[0], NumberStyles.None, CultureInfo.InvariantCulture, out var seconds);
        scope.Directory<AuthnSocacheSettings>().Timeout = seconds;
        return null;
    }

    private static string? SetContext(DirectiveScope scope, IReadOnlyList<string> arguments)
    {
        scope.Directory<AuthnSocacheSettings>().Context = arguments[0];
        return null;
    }

    private sealed class CacheProvider : AuthenticationProvider
    {
        internal override string Name => "socache";

        internal override AuthenticationStatus CheckPassword(Request request, string user, string password)
        {
            if (CredentialCache.Find(request, user, null) is not { } hash)
                return AuthenticationStatus.UserNotFound;
            return PasswordHash.Matches(password, hash) ? AuthenticationStatus.Granted : AuthenticationStatus.Denied;
        }

        internal override AuthenticationStatus FindRealmHash(Request request, string user, string realm, out string? hash)
        {
            hash = CredentialCache.Find(request, user, realm);
            return hash is null ? AuthenticationStatus.UserNotFound : AuthenticationStatus.UserFound;
        }
    }
}

/// <summary>AuthnCacheSOCache: where credentials are kept; null for each child's own memory.</summary>
internal sealed class AuthnSocacheServerSettings : ISettings<AuthnSocacheServerSettings>
{
    internal SharedCache? Cache { get; set; }

    public AuthnSocacheServerSettings Merge(AuthnSocacheServerSettings inner) => new() { Cache = inner.Cache ?? Cache };
}

/// <summary>AuthnCache* directives of one place.</summary>
internal sealed class AuthnSocacheSettings : ISettings<AuthnSocacheSettings>
{
    internal List<string>? Providers { get; set; }

    internal int? Timeout { get; set; }

    internal string? Context { get; set; }

    internal int TimeoutSeconds => Timeout ?? 300;

    public AuthnSocacheSettings Merge(AuthnSocacheSettings inner) => new()
    {
        Providers = inner.Providers ?? Providers,
        Timeout = inner.Timeout ?? Timeout,
        Context = inner.Context ?? Context,
    };
}
