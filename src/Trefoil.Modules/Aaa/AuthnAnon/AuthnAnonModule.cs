using Trefoil.Configuration.Directives;
using Trefoil.Configuration.Settings;
using Trefoil.Http.Messages;
using Trefoil.Io.Logs;
using Trefoil.Modules.Aaa.Authentication;

namespace Trefoil.Modules.Aaa.AuthnAnon;

/// <summary>mod_authn_anon: guests who give a mail address as password.</summary>
internal sealed class AuthnAnonModule : Module, IAuthenticationProviders
{
    public override string Identifier => "authn_anon_module";

    public override string SourceFile => "mod_authn_anon.c";

    public override IReadOnlyList<DirectiveDefinition> Directives { get; } =
    [
        new("Anonymous", ArgumentKind.Iterate, AllowedIn.OrAuthConfig, "a space-separated list of user IDs", AddUser),
        Flag("Anonymous_MustGiveEmail", "On to demand a password", static (s, on) => s.MustGiveEmail = on),
        Flag("Anonymous_NoUserID", "On to take an empty user ID", static (s, on) => s.NoUserId = on),
        Flag("Anonymous_VerifyEmail", "On to demand a password with @ and a dot", static (s, on) => s.VerifyEmail = on),
        Flag("Anonymous_LogEmail", "On to log passwords given", static (s, on) => s.LogEmail = on),
    ];

    public IReadOnlyList<AuthenticationProvider> AuthenticationProviders { get; } = [new AnonymousProvider()];

    private static DirectiveDefinition Flag(string name, string help, Action<AuthnAnonSettings, bool> set) =>
        new(name, ArgumentKind.Flag, AllowedIn.OrAuthConfig, help, (scope, arguments) =>
        {
            set(scope.Directory<AuthnAnonSettings>(), DirectiveScope.IsOn(arguments[0]));
            return null;
        });

    private static string? AddUser(DirectiveScope scope, IReadOnlyList<string> arguments)
    {
        scope.Directory<AuthnAnonSettings>().Users.Add(arguments[0]);
        return null;
    }

    private sealed class AnonymousProvider : AuthenticationProvider
    {
        internal override string Name => "anon";

        internal override bool SupportsDigest => false;

        internal override AuthenticationStatus CheckPassword(Request request, string user, string password)
        {
            var settings = request.Directory<AuthnAnonSettings>();
            if (!(user.Length == 0 ? settings.NoUserId : settings.Knows(user)))
                return AuthenticationStatus.UserNotFound;
            if ((settings.MustGiveEmail && password.Length == 0) || (settings.VerifyEmail && !(password.Contains('@') && password.Contains('.'))))
                return AuthenticationStatus.Denied;
            if (settings.LogEmail && request.IsInitial)
                Log.Write(request, LogLevel.Info, "authn_anon", 1672, $"Anonymous: Passwd <{(password.Length == 0 ? "'none'" : password)}> Accepted");
            return AuthenticationStatus.Granted;
        }
    }
}

/// <summary>Anonymous* directives of one place; an inner place replaces all of them.</summary>
internal sealed class AuthnAnonSettings : ISettings<AuthnAnonSettings>
{
    internal List<string> Users { get; } = [];

    internal bool MustGiveEmail { get; set; } = true;

    internal bool NoUserId { get; set; }

    internal bool VerifyEmail { get; set; }

    internal bool LogEmail { get; set; } = true;

    internal bool Knows(string user) => Users.Exists(known => known == "*" || string.Equals(known, user, StringComparison.OrdinalIgnoreCase));

    public AuthnAnonSettings Merge(AuthnAnonSettings inner) => inner;
}
