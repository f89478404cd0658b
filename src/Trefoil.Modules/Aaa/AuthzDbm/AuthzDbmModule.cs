using Trefoil.Configuration.Directives;
using Trefoil.Configuration.Settings;
using Trefoil.Http.Messages;
using Trefoil.Io.Logs;
using Trefoil.Modules.Aaa.Authorization;
using Trefoil.Modules.Aaa.AuthzOwner;
using Trefoil.Modules.Aaa.Dbm;

namespace Trefoil.Modules.Aaa.AuthzDbm;

/// <summary>mod_authz_dbm: Require dbm-group and Require dbm-file-group.</summary>
internal sealed class AuthzDbmModule : Module, IAuthorizationProviders
{
    private const string LogName = "authz_dbm";

    public override string Identifier => "authz_dbm_module";

    public override string SourceFile => "mod_authz_dbm.c";

    public override IReadOnlyList<DirectiveDefinition> Directives { get; } =
    [
        new("AuthDBMGroupFile", ArgumentKind.Take1, AllowedIn.OrAuthConfig, "database file containing group names and member user IDs", SetFile),
        new("AuthzDBMType", ArgumentKind.Take1, AllowedIn.OrAuthConfig, "what type of DBM file the group file is", static (_, a) => DbmDatabases.CheckType("AuthzDBMType", a[0])),
    ];

    public IReadOnlyList<AuthorizationProvider> AuthorizationProviders { get; } = [new GroupProvider(), new FileGroupProvider()];

    private static string? SetFile(DirectiveScope scope, IReadOnlyList<string> arguments)
    {
        scope.Directory<AuthzDbmSettings>().Path = scope.Context.ResolvePath(arguments[0]);
        return null;
    }

    /// <summary>The groups of the request's user; null with the status that ends the check.</summary>
    private static string[]? Groups(Request request, out AuthorizationStatus status)
    {
        status = AuthorizationStatus.DeniedNoUser;
        if (request.User is not { } user)
            return null;
        if (request.Directory<AuthzDbmSettings>().Path is not { } path)
        {
            Log.Write(request, LogLevel.Error, LogName, 1800, "No group file was specified in the configuration");
            status = AuthorizationStatus.Denied;
            return null;
        }
        var value = DbmDatabases.Find(path, user, out var errno);
        status = errno != 0 ? AuthorizationStatus.Error : AuthorizationStatus.Denied;
        if (errno != 0)
            Log.Write(request, LogLevel.Error, LogName, 1799, $"could not open dbm (type SDBM) group access file: {path}", errno);
        else if (value is null)
            Log.Write(request, LogLevel.Error, LogName, 1802, $"user {user} doesn't appear in DBM group file ({path}): {request.UnparsedUri}");
        // a record of users and groups together: password, groups, something else
        var fields = value?.Split(':');
        return fields is null ? null : (fields.Length > 1 ? fields[1] : fields[0]).Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
    }

    private sealed class GroupProvider : AuthorizationProvider
    {
        internal override string Name => "dbm-group";

        internal override string? Parse(DirectiveScope scope, string arguments, out object? parsed) => RequireText.Parse(scope, arguments, out parsed);

        internal override AuthorizationStatus Check(Request request, string arguments, object? parsed)
        {
            if (Groups(request, out var status) is not { } groups)
                return status;
            if (RequireText.Words(request, parsed, out var error) is not { } words)
            {
                Log.Write(request, LogLevel.Error, LogName, 2591, $"authz_dbm authorize: require dbm-group: Can't evaluate require expression: {error}");
                return AuthorizationStatus.Denied;
            }
            if (words.Exists(word => Array.IndexOf(groups, word) >= 0))
                return AuthorizationStatus.Granted;
            Log.Write(request, LogLevel.Error, LogName, 1803, $"user {request.User} not in right group: {request.UnparsedUri}");
            return AuthorizationStatus.Denied;
        }
    }

    private sealed class FileGroupProvider : AuthorizationProvider
    {
        internal override string Name => "dbm-file-group";

        internal override AuthorizationStatus Check(Request request, string arguments, object? parsed)
        {
            if (Groups(request, out var status) is not { } groups)
                return status;
            return FileOwnership.GroupOf(request) is { } group && Array.IndexOf(groups, group) >= 0 ? AuthorizationStatus.Granted : AuthorizationStatus.Denied;
        }
    }
}

/// <summary>AuthDBMGroupFile of one place.</summary>
internal sealed class AuthzDbmSettings : ISettings<AuthzDbmSettings>
{
    internal string? Path { get; set; }

    public AuthzDbmSettings Merge(AuthzDbmSettings inner) => new() { Path = inner.Path ?? Path };
}
