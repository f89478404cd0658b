using Trefoil.Configuration.Directives;
using Trefoil.Http.Messages;
using Trefoil.Http.Phases;
using Trefoil.Io.Files;

namespace Trefoil.Modules.Mappers.Userdir;

/// <summary>mod_userdir: /~user is a directory of that user, or a redirect to a host that has it.</summary>
public sealed class UserdirModule : Module, ITranslateName
{
    /// <inheritdoc/>
    public override string Identifier => "userdir_module";

    /// <inheritdoc/>
    public override string SourceFile => "mod_userdir.c";

    /// <inheritdoc/>
    public override IReadOnlyList<DirectiveDefinition> Directives { get; } =
    [
        new("UserDir", ArgumentKind.RawArgs, AllowedIn.RsrcConf, "the public subdirectory in users' homes, or 'disabled' or 'enabled', with or without user names", Set),
    ];

    /// <inheritdoc/>
    public PhaseResult TranslateName(Request request)
    {
        var settings = request.ForServer<UserdirSettings>();
        if (settings.Places is null || !request.Uri.StartsWith("/~", StringComparison.Ordinal))
            return PhaseResult.Declined;
        var slash = request.Uri.IndexOf('/', 2);
        var user = slash < 0 ? request.Uri[2..] : request.Uri[2..slash];
        var rest = slash < 0 ? "" : request.Uri[slash..];
        if (user is "" or "." or ".." || !settings.Allows(user))
            return PhaseResult.Declined;
        for (var i = 0; i < settings.Places.Count; i++)
        {
            var place = Resolve(settings.Places[i], user);
            if (place is null)
                continue;
            if (!place.StartsWith('/'))
            {
                request.HeadersOut.Set("Location", place + rest);
                return 302;
            }
            // The last place is taken even where nothing is there: some handler may know the name.
            if (i < settings.Places.Count - 1 && FileSystem.Stat(place, out _) != 0)
                continue;
            request.Filename = place + rest;
            request.ContextPrefix = request.Uri[..(user.Length + 2)];
            request.ContextDocumentRoot = place;
            request.Notes.Set("mod_userdir_user", user);
            return PhaseResult.Ok;
        }
        return PhaseResult.Declined;
    }

    /// <summary>The directory of a user below one place, a URL where the place is one, or null for a user without a home.</summary>
    private static string? Resolve(string place, string user)
    {
        var star = place.IndexOf('*');
        if (star >= 0)
        {
            var prefix = place[..star];
            if (prefix.StartsWith('/'))
                return prefix + user + place[(star + 1)..];
            // Behind the user of another server's URL comes what was asked for, nothing else.
            return prefix.Contains(':') ? prefix + user : null;
        }
        if (place.StartsWith('/') || place.Contains(':'))
            return place + "/" + user;
        return HomeDirectories.Of(user) is { } home ? home + "/" + place : null;
    }

    private static string? Set(DirectiveScope scope, IReadOnlyList<string> arguments)
    {
        var words = ConfigurationWordList.Split(arguments[0]);
        if (words.Count == 0)
            return "UserDir requires an argument.";
        var settings = scope.ForServer<UserdirSettings>();
        switch (words[0].ToLowerInvariant())
        {
            case "disable" or "disabled":
                if (words.Count == 1)
                    settings.IsEnabled = false;
                settings.DisabledUsers.UnionWith(words.Skip(1));
                return null;
            case "enable" or "enabled":
                if (words.Count == 1)
                    settings.IsEnabled = true;
                settings.EnabledUsers.UnionWith(words.Skip(1));
                return null;
            default:
                settings.Places = words;
                return null;
        }
    }
}
