using Trefoil.Configuration.Directives;
using Trefoil.Configuration.Settings;
using Trefoil.Http.Messages;
using Trefoil.Io.Logs;
using Trefoil.Modules.Aaa.Authorization;
using Trefoil.Modules.Aaa.AuthzOwner;

namespace Trefoil.Modules.Aaa.AuthzGroupFile;

/// <summary>mod_authz_groupfile: Require group and Require file-group.</summary>
internal sealed class AuthzGroupFileModule : Module, IAuthorizationProviders
{
    internal const string Name = "authz_groupfile";

    public override string Identifier => "authz_groupfile_module";

    public override string SourceFile => "mod_authz_groupfile.c";

    public override IReadOnlyList<DirectiveDefinition> Directives { get; } =
        [new("AuthGroupFile", ArgumentKind.Take1, AllowedIn.OrAuthConfig, "text file containing group names and member user IDs", SetFile)];

    public IReadOnlyList<AuthorizationProvider> AuthorizationProviders { get; } = [new GroupProvider(), new FileGroupProvider()];

    private static string? SetFile(DirectiveScope scope, IReadOnlyList<string> arguments)
    {
        scope.Directory<AuthzGroupFileSettings>().Path = scope.Context.ResolvePath(arguments[0]);
        return null;
    }

    /// <summary>The groups of the request's user; null after a log line that says why there are none.</summary>
    private static HashSet<string>? Groups(Request request, int missing, int unreadable, int absent)
    {
        if (request.Directory<AuthzGroupFileSettings>().Path is not { } path)
        {
            Log.Write(request, LogLevel.Error, Name, missing, "No group file was specified in the configuration");
            return null;
        }
        var groups = GroupFile.GroupsOf(path, request.User!, out var errno);
        if (groups is null)
        {
            Log.Write(request, LogLevel.Error, Name, unreadable, $"Could not open group file: {path}", errno);
        }
        else if (groups.Count == 0)
        {
            Log.Write(request, LogLevel.Info, Name, absent,
                $"Authorization of user {request.User} to access {request.Uri} failed, reason: user doesn't appear in group file ({path}).");
            return null;
        }
        return groups;
    }

    private sealed class GroupProvider : AuthorizationProvider
    {
        internal override string Name => "group";

        internal override string? Parse(DirectiveScope scope, string arguments, out object? parsed) => RequireText.Parse(scope, arguments, out parsed);

        internal override AuthorizationStatus Check(Request request, string arguments, object? parsed)
        {
            if (request.User is null)
                return AuthorizationStatus.DeniedNoUser;
            if (Groups(request, 1664, 1665, 1666) is not { } groups)
                return AuthorizationStatus.Denied;
            if (RequireText.Words(request, parsed, out var error) is not { } words)
            {
                Log.Write(request, LogLevel.Error, AuthzGroupFileModule.Name, 2592, $"authz_groupfile authorize: require group: Can't evaluate require expression: {error}");
                return AuthorizationStatus.Denied;
            }
            if (words.Exists(groups.Contains))
                return AuthorizationStatus.Granted;
            Log.Write(request, LogLevel.Info, AuthzGroupFileModule.Name, 1667,
                $"Authorization of user {request.User} to access {request.Uri} failed, reason: user is not part of the 'require'ed group(s).");
            return AuthorizationStatus.Denied;
        }
    }

    private sealed class FileGroupProvider : AuthorizationProvider
    {
        internal override string Name => "file-group";

        internal override AuthorizationStatus Check(Request request, string arguments, object? parsed)
        {
            if (request.User is null)
                return AuthorizationStatus.DeniedNoUser;
            if (Groups(request, 1668, 1669, 1670) is not { } groups || FileOwnership.GroupOf(request) is not { } group)
                return AuthorizationStatus.Denied;
            if (groups.Contains(group))
                return AuthorizationStatus.Granted;
            Log.Write(request, LogLevel.Info, AuthzGroupFileModule.Name, 1671,
                $"Authorization of user {request.User} to access {request.Uri} failed, reason: user is not part of the 'require'ed file group.");
            return AuthorizationStatus.Denied;
        }
    }
}

/// <summary>AuthGroupFile of one place.</summary>
internal sealed class AuthzGroupFileSettings : ISettings<AuthzGroupFileSettings>
{
    internal string? Path { get; set; }

    public AuthzGroupFileSettings Merge(AuthzGroupFileSettings inner) => new() { Path = inner.Path ?? Path };
}
