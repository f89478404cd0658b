using Trefoil.Http.Expressions;
using Trefoil.Http.Messages;
using Trefoil.Io.Files;
using Trefoil.Io.Logs;

namespace Trefoil.Modules.Aaa.AuthzOwner;

/// <summary>Who owns the file of a request.</summary>
internal static class FileOwnership
{
    /// <summary>The owner's name; null with a reason.</summary>
    internal static string? OwnerOf(Request request, out string? reason)
    {
        reason = Stat(request, out var status);
        if (reason is not null)
            return null;
        var name = AccountNames.User(status.UserId);
        reason = name is null ? "could not get name of file owner" : null;
        return name;
    }

    /// <summary>The group's name; null after a log line.</summary>
    internal static string? GroupOf(Request request)
    {
        var reason = Stat(request, out var status);
        var name = reason is null ? AccountNames.Group(status.GroupId) : null;
        if (name is null)
        {
            Log.Write(request, LogLevel.Error, AuthzOwnerModule.Name, 1638,
                $"Authorization of user {request.User} to access {request.Uri} failed, reason: {reason ?? "could not get name of file group"}");
        }
        return name;
    }

    private static string? Stat(Request request, out FileStatus status)
    {
        status = default;
        if (request.Filename is null)
            return "no filename available";
        return FileSystem.Stat(request.Filename, out status) < 0 ? $"could not stat file {request.Filename}" : null;
    }
}
