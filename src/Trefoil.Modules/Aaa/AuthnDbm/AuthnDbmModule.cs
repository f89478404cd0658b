using Trefoil.Configuration.Directives;
using Trefoil.Configuration.Settings;
using Trefoil.Http.Messages;
using Trefoil.Io.Logs;
using Trefoil.Modules.Aaa.Authentication;
using Trefoil.Modules.Aaa.AuthnSocache;
using Trefoil.Modules.Aaa.Dbm;
using Trefoil.Modules.Aaa.Passwords;

namespace Trefoil.Modules.Aaa.AuthnDbm;

/// <summary>mod_authn_dbm: users in an SDBM database.</summary>
internal sealed class AuthnDbmModule : Module, IAuthenticationProviders
{
    internal const string Name = "authn_dbm";

    public override string Identifier => "authn_dbm_module";

    public override string SourceFile => "mod_authn_dbm.c";

    public override IReadOnlyList<DirectiveDefinition> Directives { get; } =
    [
        new("AuthDBMUserFile", ArgumentKind.Take1, AllowedIn.OrAuthConfig, "dbm database file containing user IDs and passwords", SetFile),
        new("AuthDBMType", ArgumentKind.Take1, AllowedIn.OrAuthConfig, "what type of DBM file the user file is", static (_, a) => DbmDatabases.CheckType("AuthDBMType", a[0])),
    ];

    public IReadOnlyList<AuthenticationProvider> AuthenticationProviders { get; } = [new DbmProvider()];

    private static string? SetFile(DirectiveScope scope, IReadOnlyList<string> arguments)
    {
        scope.Directory<AuthnDbmSettings>().Path = scope.Context.ResolvePath(arguments[0]);
        return null;
    }

    private sealed class DbmProvider : AuthenticationProvider
    {
        internal override string Name => "dbm";

        internal override AuthenticationStatus CheckPassword(Request request, string user, string password)
        {
            var status = Find(request, user, out var hash);
            if (status != AuthenticationStatus.UserFound)
                return status;
            CredentialCache.Store(request, Name, user, null, hash!);
            return PasswordHash.Matches(password, hash!) ? AuthenticationStatus.Granted : AuthenticationStatus.Denied;
        }

        internal override AuthenticationStatus FindRealmHash(Request request, string user, string realm, out string? hash)
        {
            var status = Find(request, user + ":" + realm, out hash);
            if (status == AuthenticationStatus.UserFound)
                CredentialCache.Store(request, Name, user, realm, hash!);
            return status;
        }

        private static AuthenticationStatus Find(Request request, string key, out string? hash)
        {
            hash = null;
            var path = request.Directory<AuthnDbmSettings>().Path;
            if (path is null)
            {
                Log.Write(request, LogLevel.Error, AuthnDbmModule.Name, 10286, "AuthDBMUserFile not specified in the configuration");
                return AuthenticationStatus.Error;
            }
            var value = DbmDatabases.Find(path, key, out var errno);
            if (errno != 0)
            {
                Log.Write(request, LogLevel.Error, AuthnDbmModule.Name, 1754, $"could not open dbm (type SDBM) auth file: {path}", errno);
                return AuthenticationStatus.Error;
            }
            if (value is null)
                return AuthenticationStatus.UserNotFound;
            var colon = value.IndexOf(':', StringComparison.Ordinal);
            hash = colon < 0 ? value : value[..colon];
            return AuthenticationStatus.UserFound;
        }
    }
}

/// <summary>AuthDBMUserFile of one place.</summary>
internal sealed class AuthnDbmSettings : ISettings<AuthnDbmSettings>
{
    internal string? Path { get; set; }

    public AuthnDbmSettings Merge(AuthnDbmSettings inner) => new() { Path = inner.Path ?? Path };
}
