using System.Globalization;
using System.Runtime.InteropServices;
using Trefoil.Io.Files;
using Trefoil.Io.Memory;
using Trefoil.Io.Native;
using Trefoil.Io.Processes;
using Trefoil.Io.Sockets;

namespace Trefoil.Mpm.Spawner;

/// <summary>
/// The spawner: one small process beside the children that starts programs for them, ends those that nobody waits for any more, and reaps them. It has
/// neither keys nor clients' bytes, and one thread; what it starts inherits three descriptors and nothing else.
/// </summary>
/// <remarks>
/// 1. read the start record; 2. give up privileges unless programs shall run as other users; 3. tie our life to the parent's; 4. take orders until the
/// parent's channel ends; 5. end what still runs.
/// </remarks>
public sealed class SpawnerMain
{
    /// <summary>The verb on the command line.</summary>
    public const string Verb = "--spawner";

    internal const string Variable = "TREFOIL_SPAWNER";

    private const long ControlKey = -1, OrderKey = -2;

    private static readonly List<PosixSignalRegistration> Registrations = [];

    private readonly DescriptorSet _set = new();
    private readonly Dictionary<int, RunningScript> _scripts = [];
    private readonly ControlChannel _orders;
    private readonly ScriptStarter _starter;
    private readonly byte[] _buffer = new byte[OrderMessage.BufferLength];
    private readonly int _nothing = FileSystem.OpenRead("/dev/null");
    private readonly int _control;
    private int _nextKey = 1;
    private bool _ending;

    private SpawnerMain(SpawnerStart start, int control)
    {
        _control = control;
        _orders = new ControlChannel(start.OrderDescriptor);
        _starter = new ScriptStarter(start);
    }

    /// <summary>Runs the spawner; returns its exit code.</summary>
    public static int Run()
    {
        // 1.
        var numbers = (Environment.GetEnvironmentVariable(Variable) ?? "").Split(':');
        if (numbers.Length != 2 || !int.TryParse(numbers[0], CultureInfo.InvariantCulture, out var control)
            || !int.TryParse(numbers[1], CultureInfo.InvariantCulture, out var record) || MemoryFile.Read(record, out _) is not { } bytes)
        {
            return Fail("this verb is for the server's own use");
        }
        var start = SpawnerStart.Read(bytes);
        FileSystem.Close(record);
        InheritedDescriptor.SetCloseOnExec(control);
        InheritedDescriptor.SetCloseOnExec(start.OrderDescriptor);
        if (start.Suexec is { LogDescriptor: >= 0 } suexec)
            InheritedDescriptor.SetCloseOnExec(suexec.LogDescriptor);
        foreach (var signal in (int[])[Signals.HUP, Signals.INT, Signals.QUIT, Signals.USR1, Signals.USR2, Signals.WINCH, Signals.XCPU])
            Registrations.Add(PosixSignalRegistration.Create((PosixSignal)signal, static context => context.Cancel = true));

        // 2.
        if (start.Suexec is null && start.Identity.Take() is { } failure)
            return Fail(failure.Errno == 0 ? $"AH{failure.Code:00000}: {failure.Text}" : $"({failure.Errno}){Errno.Text(failure.Errno)}: AH{failure.Code:00000}: {failure.Text}");

        // 3. The channel's end is the news of the parent's death.
        if (CurrentProcess.ParentId != start.ParentId)
            return ExitCodes.Ok;
        return new SpawnerMain(start, control).Serve();
    }

    private int Serve()
    {
        // 4.
        _set.Add(_control, ControlKey);
        _set.Add(_orders.Descriptor, OrderKey);
        Span<long> keys = stackalloc long[64];
        while (!_ending || _scripts.Count > 0)
        {
            var ready = _set.Wait(keys, Timeout());
            for (var i = 0; i < ready; i++)
            {
                if (keys[i] == OrderKey)
                    TakeOrder();
                else if (keys[i] == ControlKey)
                    End();
                else if (_scripts.TryGetValue((int)(keys[i] >> 1), out var script))
                    OnScript(script, isDeath: (keys[i] & 1) != 0);
            }
            var now = Environment.TickCount64;
            foreach (var script in _scripts.Values)
            {
                if (now >= script.KillAt)
                    script.Kill();
            }
        }
        return ExitCodes.Ok;
    }

    private int Timeout()
    {
        var next = long.MaxValue;
        foreach (var script in _scripts.Values)
            next = Math.Min(next, script.KillAt);
        return next >= long.MaxValue - 1 ? -1 : (int)Math.Clamp(next - Environment.TickCount64, 0, RunningScript.Grace);
    }

    private void TakeOrder()
    {
        Span<int> descriptors = stackalloc int[OrderMessage.Most];
        var got = _orders.Receive(_buffer, descriptors, out var count);
        if (got <= 0)
            return;
        var order = Read(got, descriptors[..count], out var hasInput);
        if (order is not null)
            Start(order, descriptors, hasInput);
        else if (count > 0)
            FileSystem.Close(descriptors[OrderMessage.Channel]);
        foreach (var descriptor in descriptors[1..Math.Max(count, 1)])
            FileSystem.Close(descriptor);
    }

    private ScriptOrder? Read(int got, ReadOnlySpan<int> descriptors, out bool hasInput)
    {
        hasInput = got >= OrderMessage.HeadLength && _buffer[1] == OrderMessage.WithInput;
        var isInFile = got >= OrderMessage.HeadLength && _buffer[0] == OrderMessage.InFile;
        var expected = 3 + (hasInput ? 1 : 0) + (isInFile ? 1 : 0);
        if (got < OrderMessage.HeadLength || descriptors.Length != expected)
            return null;
        if (!isInFile)
            return OrderFormat.Read(_buffer[OrderMessage.HeadLength..], got - OrderMessage.HeadLength);
        return MemoryFile.Read(descriptors[^1], out _) is { } bytes ? OrderFormat.Read(bytes, bytes.Length) : null;
    }

    private void Start(ScriptOrder order, ReadOnlySpan<int> descriptors, bool hasInput)
    {
        var channel = new ControlChannel(descriptors[OrderMessage.Channel]);
        InheritedDescriptor[] inherited =
        [
            new(hasInput ? descriptors[OrderMessage.Input] : _nothing, 0), new(descriptors[OrderMessage.Output], 1), new(descriptors[OrderMessage.Errors], 2),
        ];
        var process = _starter.Start(order, inherited, out var refusal);
        if (process is null)
        {
            Span<byte> message = stackalloc byte[SpawnAnswer.Length];
            refusal.Write(message);
            channel.Send(message);
            channel.Close();
            return;
        }
        var script = new RunningScript(_nextKey++, process, channel);
        _scripts.Add(script.Key, script);
        _set.Add(process.Descriptor, (long)script.Key << 1 | 1);
        _set.Add(channel.Descriptor, (long)script.Key << 1);
        script.Answer(SpawnAnswerKind.Started, process.Id);
    }

    private void OnScript(RunningScript script, bool isDeath)
    {
        if (!isDeath)
        {
            // The child says nothing: its end of the channel is closed.
            _set.Remove(script.Channel.Descriptor);
            script.Channel.Close();
            script.End(Environment.TickCount64);
            return;
        }
        if (!script.Process.TryReap(out var status))
            return;
        _scripts.Remove(script.Key);
        if (script.Channel.Descriptor < 0)
            return;
        script.Answer(SpawnAnswerKind.Ended, status.Signal == 0 ? status.Code : 256 + status.Signal);
        _set.Remove(script.Channel.Descriptor);
        script.Channel.Close();
    }

    // 5.
    private void End()
    {
        _ending = true;
        _set.Remove(_control);
        _set.Remove(_orders.Descriptor);
        foreach (var script in _scripts.Values)
            script.End(Environment.TickCount64);
    }

    private static int Fail(string reason)
    {
        FileSystem.WriteAll(2, System.Text.Encoding.Latin1.GetBytes(reason + "\n"));
        return ExitCodes.Fatal;
    }
}
