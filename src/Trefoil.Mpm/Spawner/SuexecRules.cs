using System.Globalization;
using Trefoil.Io.Files;
using Trefoil.Io.Native;
using Trefoil.Io.Processes;

namespace Trefoil.Mpm.Spawner;

/// <summary>
/// The rules of Apache's suexec, with its exit codes and log lines: who may be impersonated, and which programs may run so. Who asks needs no check here,
/// since only the server's own children hold the socket that orders come through.
/// </summary>
/// <remarks>
/// 1. the environment is cleaned; 2. target user and group exist and are no system's; 3. the identity is taken, by a thread; 4. the directory lies in the document
/// root; 5. directory and program belong to the target and nobody else can write them; 6. the program starts.
/// </remarks>
internal sealed class SuexecRules(SuexecSettings settings)
{
    private const int MaximumVariables = 256;
    private const int OwnerExecute = 0x40, WritableByOthers = 0x12, SetIdentity = 0xC00;

    private readonly SuexecLog _log = new(settings.LogDescriptor);

    /// <summary>Calls <paramref name="spawn"/> with what may run, under its identity; 0 then, else suexec's exit code.</summary>
    internal int Run(ScriptOrder order, Action<ScriptOrder> spawn)
    {
        var user = order.User!;
        var command = order.Program[(order.Program.LastIndexOf('/') + 1)..];

        // 1.
        var environment = SuexecEnvironment.Clean(order.Environment, settings.SafePath, MaximumVariables);
        if (command is "" or "." or "..")
            return Refuse(104, $"invalid command ({command})");

        // 2.
        if (!FindUser(user.User, out var uid, out var userName))
            return IsNumber(user.User) ? Refuse(121, $"invalid target user id: ({user.User})") : Refuse(105, $"invalid target user name: ({user.User})");
        if (!FindGroup(user.Group, out var gid, out var groupName))
            return Refuse(106, IsNumber(user.Group) ? $"invalid target group id: ({user.Group})" : $"invalid target group name: ({user.Group})");
        _log.Write($"uid: ({user.User}/{userName}) gid: ({user.Group}/{groupName}) cmd: {command}");
        if (uid == 0 || uid < settings.LowestUser)
            return Refuse(107, string.Create(CultureInfo.InvariantCulture, $"cannot run as forbidden uid ({uid}/{command})"));
        if (gid == 0 || gid < settings.LowestGroup)
            return Refuse(108, string.Create(CultureInfo.InvariantCulture, $"cannot run as forbidden gid ({gid}/{command})"));

        // 3.
        var home = user.IsUserDirectory ? Credentials.HomeOf(uid) : null;
        var code = 0;
        ThreadIdentity.Run(uid, gid, ThreadIdentity.GroupsOf(userName, gid), error =>
        {
            code = error < 0
                ? Refuse(110, string.Create(CultureInfo.InvariantCulture, $"failed to setuid ({uid}: {command})"))
                : RunAsTarget(order, command, environment, home, uid, gid, spawn);
        });
        return code;
    }

    /// <summary>The program passed every rule and could not be executed.</summary>
    internal int ReportExecFailure(ScriptOrder order, int errno)
    {
        _log.Write(string.Create(CultureInfo.InvariantCulture, $"({errno}){Errno.Text(errno)}: exec failed ({order.Program[(order.Program.LastIndexOf('/') + 1)..]})"));
        return 255;
    }

    private int RunAsTarget(ScriptOrder order, string command, List<string> environment, string? home, uint uid, uint gid, Action<ScriptOrder> spawn)
    {
        // 4. Links are resolved by going there, as the target user.
        if (CurrentProcess.ChangeDirectory(order.Directory) < 0 || CurrentProcess.CurrentDirectory() is not { } directory)
            return Refuse(111, "cannot get current working directory");
        string? root;
        if (order.User!.IsUserDirectory)
        {
            root = home is null ? null : Resolve(home + "/" + settings.UserDirectory);
            if (root is null)
                return Refuse(112, $"cannot get docroot information ({home})");
        }
        else
        {
            root = Resolve(settings.DocumentRoot);
            if (root is null)
                return Refuse(113, $"cannot get docroot information ({settings.DocumentRoot})");
        }
        // A name that only begins like the root ("/var/www-private") lies outside of it.
        if (directory != root && !directory.StartsWith(root == "/" ? root : root + "/", StringComparison.Ordinal))
            return Refuse(114, $"command not in docroot ({directory}/{command})");

        // 5.
        if (FileSystem.LinkStat(directory, out var place) < 0 || place.Kind != FileKind.Directory)
            return Refuse(115, $"cannot stat directory: ({directory})");
        if ((place.Mode & WritableByOthers) != 0)
            return Refuse(116, $"directory is writable by others: ({directory})");
        var path = $"{directory}/{command}";
        if (FileSystem.LinkStat(path, out var program) < 0 || program.Kind == FileKind.Link)
            return Refuse(117, $"cannot stat program: ({command})");
        if ((program.Mode & WritableByOthers) != 0)
            return Refuse(118, $"file is writable by others: ({path})");
        if ((program.Mode & SetIdentity) != 0)
            return Refuse(119, $"file is either setuid or setgid: ({path})");
        if (uid != place.UserId || gid != place.GroupId || uid != program.UserId || gid != program.GroupId)
        {
            return Refuse(120, string.Create(CultureInfo.InvariantCulture,
                $"target uid/gid ({uid}/{gid}) mismatch with directory ({place.UserId}/{place.GroupId}) or program ({program.UserId}/{program.GroupId})"));
        }
        if ((program.Mode & OwnerExecute) == 0)
            return Refuse(121, $"file has no execute permission: ({path})");

        // 6. The mask is this thread's own.
        if (settings.FileModeMask >= 0)
            ThreadIdentity.SetFileModeMask(settings.FileModeMask);
        spawn(new ScriptOrder
        {
            Program = command,
            Arguments = [command, .. order.Arguments.Skip(1)],
            Environment = environment,
            Directory = directory,
            Limits = order.Limits,
        });
        return 0;
    }

    /// <summary>Where a path leads; null where it leads nowhere. The thread stays where it was.</summary>
    private static string? Resolve(string path)
    {
        var before = CurrentProcess.CurrentDirectory();
        if (before is null || CurrentProcess.ChangeDirectory(path) < 0)
            return null;
        var there = CurrentProcess.CurrentDirectory();
        CurrentProcess.ChangeDirectory(before);
        return there;
    }

    private int Refuse(int code, string reason)
    {
        _log.Write(reason);
        return code;
    }

    private static bool IsNumber(string text) => text.Length > 0 && text.All(char.IsAsciiDigit);

    private static bool FindUser(string text, out uint uid, out string name)
    {
        name = text;
        if (!IsNumber(text))
            return Credentials.FindUser(text, out uid, out _);
        name = uint.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out uid) ? Credentials.NameOf(uid) ?? "" : "";
        return name.Length > 0;
    }

    private static bool FindGroup(string text, out uint gid, out string name)
    {
        name = text;
        if (!IsNumber(text))
            return Credentials.FindGroup(text, out gid);
        name = uint.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out gid) ? Credentials.GroupNameOf(gid) ?? "" : "";
        return name.Length > 0;
    }
}
