using Trefoil.Http.Messages;
using Trefoil.Io.Logs;
using Trefoil.Modules.Aaa.Authentication;
using Trefoil.Modules.Aaa.AuthnSocache;
using Trefoil.Modules.Aaa.Passwords;

namespace Trefoil.Modules.Aaa.AuthnFile;

/// <summary>"user:hash" lines for Basic, "user:realm:hash" lines for Digest.</summary>
internal sealed class FileProvider : AuthenticationProvider
{
    internal override string Name => "file";

    internal override AuthenticationStatus CheckPassword(Request request, string user, string password)
    {
        if (Open(request, 1619, 1620) is not { } lines)
            return AuthenticationStatus.Error;
        foreach (var line in lines)
        {
            if (RestBehind(line, user) is not { } rest)
                continue;
            var hash = FirstField(rest);
            CredentialCache.Store(request, Name, user, null, hash);
            return PasswordHash.Matches(password, hash) ? AuthenticationStatus.Granted : AuthenticationStatus.Denied;
        }
        return AuthenticationStatus.UserNotFound;
    }

    internal override AuthenticationStatus FindRealmHash(Request request, string user, string realm, out string? hash)
    {
        hash = null;
        if (Open(request, 1621, 1622) is not { } lines)
            return AuthenticationStatus.Error;
        foreach (var line in lines)
        {
            if (RestBehind(line, user) is not { } rest || RestBehind(rest, realm) is not { } value)
                continue;
            hash = FirstField(value);
            CredentialCache.Store(request, Name, user, realm, hash);
            return AuthenticationStatus.UserFound;
        }
        return AuthenticationStatus.UserNotFound;
    }

    private static string[]? Open(Request request, int missingCode, int openCode)
    {
        var path = request.Directory<AuthnFileSettings>().Path;
        if (path is null)
        {
            Log.Write(request, LogLevel.Error, AuthnFileModule.Name, missingCode, "AuthUserFile not specified in the configuration");
            return null;
        }
        var lines = CachedLines.Read(path, out var errno);
        if (lines is null)
            Log.Write(request, LogLevel.Error, AuthnFileModule.Name, openCode, $"Could not open password file: {path}", errno);
        return lines;
    }

    private static string? RestBehind(string line, string field) =>
        line.Length > field.Length && line[field.Length] == ':' && line.StartsWith(field, StringComparison.Ordinal) ? line[(field.Length + 1)..] : null;

    private static string FirstField(string text)
    {
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        return colon < 0 ? text : text[..colon];
    }
}
