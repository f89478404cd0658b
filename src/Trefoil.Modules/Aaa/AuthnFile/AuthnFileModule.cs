using Trefoil.Configuration.Directives;
using Trefoil.Configuration.Settings;
using Trefoil.Modules.Aaa.Authentication;

namespace Trefoil.Modules.Aaa.AuthnFile;

/// <summary>mod_authn_file: users in a text file.</summary>
internal sealed class AuthnFileModule : Module, IAuthenticationProviders
{
    internal const string Name = "authn_file";

    public override string Identifier => "authn_file_module";

    public override string SourceFile => "mod_authn_file.c";

    public override IReadOnlyList<DirectiveDefinition> Directives { get; } =
        [new("AuthUserFile", ArgumentKind.Take1, AllowedIn.OrAuthConfig, "text file containing user IDs and passwords", SetFile)];

    public IReadOnlyList<AuthenticationProvider> AuthenticationProviders { get; } = [new FileProvider()];

    private static string? SetFile(DirectiveScope scope, IReadOnlyList<string> arguments)
    {
        scope.Directory<AuthnFileSettings>().Path = scope.Context.ResolvePath(arguments[0]);
        return null;
    }
}

/// <summary>AuthUserFile of one place.</summary>
internal sealed class AuthnFileSettings : ISettings<AuthnFileSettings>
{
    internal string? Path { get; set; }

    public AuthnFileSettings Merge(AuthnFileSettings inner) => new() { Path = inner.Path ?? Path };
}
