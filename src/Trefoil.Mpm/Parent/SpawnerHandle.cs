using System.Globalization;
using Trefoil.Configuration.Directives;
using Trefoil.Io.Files;
using Trefoil.Io.Memory;
using Trefoil.Io.Processes;
using Trefoil.Io.Sockets;
using Trefoil.Mpm.Child;
using Trefoil.Mpm.Spawner;

namespace Trefoil.Mpm.Parent;

/// <summary>
/// The spawner of one configuration as the parent holds it. The parent keeps both ends of the socket for orders: when the spawner dies, orders wait in the kernel for
/// the next one, and children notice nothing.
/// </summary>
internal sealed class SpawnerHandle
{
    private const int SendWaitSeconds = 15;

    private readonly ControlChannel _childrensEnd;
    private readonly ControlChannel _spawnersEnd;
    private readonly int _suexecLog;
    private readonly int _record;
    private ControlChannel? _control;

    private SpawnerHandle(ControlChannel childrensEnd, ControlChannel spawnersEnd, int suexecLog, int record)
    {
        _childrensEnd = childrensEnd;
        _spawnersEnd = spawnersEnd;
        _suexecLog = suexecLog;
        _record = record;
    }

    /// <summary>What children inherit to send orders through.</summary>
    internal int ChildrensDescriptor => _childrensEnd.Descriptor;

    /// <summary>The living process, or null.</summary>
    internal ChildProcess? Process { get; private set; }

    /// <summary>Programs may run as other users (suEXEC).</summary>
    internal bool RunsAsOthers => _suexecLog >= 0;

    /// <summary>When a dead one may be replaced.</summary>
    internal long StartAt { get; set; }

    /// <summary>No configuration needs it any more.</summary>
    internal bool IsClosed { get; private set; }

    /// <summary>Makes ready what a configuration needs; null where it needs no spawner, or with the reason.</summary>
    internal static SpawnerHandle? Prepare(ConfigurationContext context, ChildIdentity identity, out string? error)
    {
        error = null;
        var users = context.Modules.OfType<ISpawnerUser>().ToList();
        if (users.Count == 0)
            return null;
        var result = ControlChannel.CreatePair(out var childrensEnd, out var spawnersEnd);
        if (result < 0)
        {
            error = $"({-result}){Io.Native.Errno.Text(-result)}: the socket of the spawner cannot be made";
            return null;
        }
        childrensEnd.LimitSendWait(SendWaitSeconds);
        var needsOthers = identity.Drops && users.Exists(user => user.NeedsOtherUsers(context));
        var log = -1;
        if (needsOthers)
        {
            var path = SuexecSettings.LogPath(context);
            log = FileSystem.OpenAppend(path);
            if (log < 0)
            {
                error = $"({-log}){Io.Native.Errno.Text(-log)}: the log of suEXEC cannot be opened: {path}";
                childrensEnd.Close();
                spawnersEnd.Close();
                return null;
            }
        }
        var start = new SpawnerStart
        {
            ParentId = Environment.ProcessId,
            OrderDescriptor = spawnersEnd.Descriptor,
            Identity = identity,
            Suexec = needsOthers ? SuexecSettings.From(context, log) : null,
        };
        return new SpawnerHandle(childrensEnd, spawnersEnd, log, MemoryFile.Create("trefoil-spawner", start.ToBytes()));
    }

    /// <summary>Starts the process. 0 or -errno. Main thread only.</summary>
    internal int Start()
    {
        var error = ControlChannel.CreatePair(out var here, out var there);
        if (error < 0)
            return error;
        var command = OwnProgram.Command(SpawnerMain.Verb);
        List<InheritedDescriptor> descriptors =
            [new(there.Descriptor, there.Descriptor), new(_spawnersEnd.Descriptor, _spawnersEnd.Descriptor), new(_record, _record)];
        if (_suexecLog >= 0)
            descriptors.Add(new(_suexecLog, _suexecLog));
        Process = ChildProcess.Start(
            new SpawnRequest
            {
                Path = command[0],
                Arguments = command,
                Environment = ChildEnvironment.ForSpawner(string.Create(CultureInfo.InvariantCulture, $"{SpawnerMain.Variable}={there.Descriptor}:{_record}")),
                Descriptors = descriptors,
            },
            out error);
        there.Close();
        if (Process is null)
            here.Close();
        else
            _control = here;
        return error;
    }

    /// <summary>The process was reaped.</summary>
    internal void Forget()
    {
        Process = null;
        _control?.Close();
        _control = null;
    }

    /// <summary>The process ends, with what it has started, once it reads that nobody holds it any more.</summary>
    internal void Close()
    {
        if (IsClosed)
            return;
        IsClosed = true;
        _control?.Close();
        _childrensEnd.Close();
        _spawnersEnd.Close();
        FileSystem.Close(_record);
        if (_suexecLog >= 0)
            FileSystem.Close(_suexecLog);
    }
}
