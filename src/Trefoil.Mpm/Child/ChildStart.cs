using System.Net;
using System.Text;
using Trefoil.Io.Sockets;
using Trefoil.Mpm.Settings;

namespace Trefoil.Mpm.Child;

/// <summary>All that the children of one generation have in common, as bytes in a sealed memory file. Descriptors have the same numbers in parent and child.</summary>
internal sealed class ChildStart
{
    private const int Version = 2;

    internal required int ParentId { get; init; }

    internal required int SnapshotDescriptor { get; init; }

    internal required int ScoreboardDescriptor { get; init; }

    internal required Limits Limits { get; init; }

    internal required IReadOnlyList<Listener> Listeners { get; init; }

    internal required IReadOnlyList<InheritedLog> Logs { get; init; }

    internal required ChildIdentity Identity { get; init; }

    internal required int MaxConnections { get; init; }

    internal required double AsyncFactor { get; init; }

    internal required int Buckets { get; init; }

    /// <summary>File whose lock is the accept mutex, or -1 for none.</summary>
    internal required int AcceptMutexDescriptor { get; init; }

    internal required long ThreadStackSize { get; init; }

    /// <summary>Orders to the spawner go through here; -1 where there is none.</summary>
    internal required int SpawnerDescriptor { get; init; }
    /// <summary>Where core files shall lie, or "".</summary>
    internal required string CoreDirectory { get; init; }

    internal byte[] ToBytes()
    {
        using var stream = new MemoryStream();
        using var writer = new BinaryWriter(stream, Encoding.Latin1);
        writer.Write(Version);
        writer.Write(ParentId);
        writer.Write(SnapshotDescriptor);
        writer.Write(ScoreboardDescriptor);
        foreach (var number in (int[])[(int)Limits.Mpm, Limits.StartServers, Limits.MinSpare, Limits.MaxSpare, Limits.ThreadsPerChild, Limits.MaxRequestWorkers,
            Limits.Daemons, Limits.ServerLimit, Limits.ThreadLimit])
        {
            writer.Write(number);
        }
        writer.Write(Listeners.Count);
        foreach (var listener in Listeners)
        {
            writer.Write(listener.Descriptor);
            var address = listener.Address.GetAddressBytes();
            writer.Write((byte)address.Length);
            writer.Write(address);
            writer.Write(listener.Port);
            writer.Write(listener.Protocol);
            writer.Write(listener.Bucket);
        }
        writer.Write(Logs.Count);
        foreach (var log in Logs)
        {
            writer.Write(log.Destination);
            writer.Write(log.Descriptor);
        }
        Identity.Write(writer);
        writer.Write(MaxConnections);
        writer.Write(AsyncFactor);
        writer.Write(Buckets);
        writer.Write(AcceptMutexDescriptor);
        writer.Write(ThreadStackSize);
        writer.Write(SpawnerDescriptor);
        writer.Write(CoreDirectory);
        writer.Flush();
        return stream.ToArray();
    }

    internal static ChildStart Read(byte[] bytes)
    {
        using var reader = new BinaryReader(new MemoryStream(bytes), Encoding.Latin1);
        if (reader.ReadInt32() != Version)
            throw new InvalidDataException("The start record is of another version.");
        return new ChildStart
        {
            ParentId = reader.ReadInt32(),
            SnapshotDescriptor = reader.ReadInt32(),
            ScoreboardDescriptor = reader.ReadInt32(),
            Limits = new Limits((MpmKind)reader.ReadInt32(), reader.ReadInt32(), reader.ReadInt32(), reader.ReadInt32(), reader.ReadInt32(), reader.ReadInt32(),
                reader.ReadInt32(), reader.ReadInt32(), reader.ReadInt32()),
            Listeners = ReadListeners(reader),
            Logs = ReadLogs(reader),
            Identity = ChildIdentity.Read(reader),
            MaxConnections = reader.ReadInt32(),
            AsyncFactor = reader.ReadDouble(),
            Buckets = reader.ReadInt32(),
            AcceptMutexDescriptor = reader.ReadInt32(),
            ThreadStackSize = reader.ReadInt64(),
            SpawnerDescriptor = reader.ReadInt32(),
            CoreDirectory = reader.ReadString(),
        };
    }

    private static Listener[] ReadListeners(BinaryReader reader)
    {
        var listeners = new Listener[reader.ReadInt32()];
        for (var i = 0; i < listeners.Length; i++)
        {
            var descriptor = reader.ReadInt32();
            var address = new IPAddress(reader.ReadBytes(reader.ReadByte()));
            listeners[i] = new Listener(descriptor, address, reader.ReadInt32(), reader.ReadString(), reader.ReadInt32());
        }
        return listeners;
    }

    private static InheritedLog[] ReadLogs(BinaryReader reader)
    {
        var logs = new InheritedLog[reader.ReadInt32()];
        for (var i = 0; i < logs.Length; i++)
            logs[i] = new InheritedLog(reader.ReadString(), reader.ReadInt32());
        return logs;
    }
}
