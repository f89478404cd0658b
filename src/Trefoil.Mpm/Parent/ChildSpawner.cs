using System.Globalization;
using Trefoil.Io.Files;
using Trefoil.Io.Native;
using Trefoil.Io.Processes;
using Trefoil.Io.Sockets;
using Trefoil.Mpm.Child;
using Trefoil.Mpm.Scoreboards;

namespace Trefoil.Mpm.Parent;

/// <summary>Starts children. Only the parent's main thread may do so: the kernel ties a child's parent-death signal to the thread that spawned it.</summary>
internal sealed class ChildSpawner(Scoreboard board, SlotAllocator slots)
{
    private readonly List<string> _command = OwnProgram.Command(ChildMain.Verb);
    private int _nextKey = 1;

    /// <summary>Starts one child; null and -errno where that fails.</summary>
    internal ChildHandle? Spawn(Generation generation, int bucket, out int error)
    {
        var slot = slots.Take(generation.Limits.ThreadsPerChild);
        if (slot < 0)
        {
            error = -Errno.ENOSPC;
            return null;
        }
        error = ControlChannel.CreatePair(out var here, out var there);
        var process = error == 0 ? Start(generation, there.Descriptor, out error) : null;
        there.Close();
        if (process is null)
        {
            here.Close();
            slots.Release(slot);
            return null;
        }
        Register(generation, slot, bucket, process.Id);
        Assign(here, slot, bucket, generation);
        generation.Children++;
        return new ChildHandle(_nextKey++, process, here, slot, bucket, generation, board);
    }

    /// <summary>The child of a slot is gone; its totals stay.</summary>
    internal void Release(ChildHandle child)
    {
        ref var record = ref board.Process(child.Slot);
        record.Pid = 0;
        record.Stage = (int)ProcessStage.None;
        record.Connections = record.KeepAlive = record.LingeringClose = record.WriteCompletion = record.WaitIo = record.Suspended = 0;
        for (var i = 0; i < record.WorkerCount; i++)
            board.Worker(record.FirstWorker + i).State = 0;
        child.Control.Close();
        child.Generation.Children--;
        slots.Release(child.Slot);
    }

    private ChildProcess? Start(Generation generation, int control, out int error)
    {
        var descriptors = new List<InheritedDescriptor>(generation.Inherited.Count + 1) { new(control, control) };
        foreach (var descriptor in generation.Inherited)
            descriptors.Add(new InheritedDescriptor(descriptor, descriptor));
        return ChildProcess.Start(
            new SpawnRequest
            {
                Path = _command[0],
                Arguments = _command,
                Environment = ChildEnvironment.For(generation.Limits.Mpm, control, generation.StartDescriptor),
                Descriptors = descriptors,
            },
            out error);
    }

    private void Register(Generation generation, int slot, int bucket, int pid)
    {
        ref var record = ref board.Process(slot);
        var workers = (record.FirstWorker, record.WorkerCount);
        record = default;
        (record.FirstWorker, record.WorkerCount) = workers;
        record.Pid = pid;
        record.Generation = generation.Number;
        record.Mpm = (int)generation.Limits.Mpm;
        record.Bucket = bucket;
        record.Stage = (int)ProcessStage.Starting;
        record.StartTime = DateTimeOffset.UtcNow.ToUnixTimeMilliseconds();
        for (var i = 0; i < record.WorkerCount; i++)
            board.Worker(record.FirstWorker + i).State = (byte)Io.Reactors.SlotState.Starting;
        ref var global = ref board.Global;
        global.HighestSlot = Math.Max(global.HighestSlot, slot);
    }

    private static void Assign(ControlChannel control, int slot, int bucket, Generation generation)
    {
        Span<byte> message = stackalloc byte[13];
        message[0] = (byte)ControlMessage.Assign;
        BitConverter.TryWriteBytes(message[1..], slot);
        BitConverter.TryWriteBytes(message[5..], generation.Number);
        BitConverter.TryWriteBytes(message[9..], bucket);
        control.Send(message);
    }
}
