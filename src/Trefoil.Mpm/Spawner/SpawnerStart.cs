using System.Text;
using Trefoil.Mpm.Child;

namespace Trefoil.Mpm.Spawner;

/// <summary>What a spawner starts from, as bytes in a sealed memory file. Descriptors have the same numbers in parent and spawner.</summary>
internal sealed class SpawnerStart
{
    private const int Version = 1;

    internal required int ParentId { get; init; }

    /// <summary>Orders of the children arrive here.</summary>
    internal required int OrderDescriptor { get; init; }

    /// <summary>The children's identity: that of every script without one of its own.</summary>
    internal required ChildIdentity Identity { get; init; }

    /// <summary>How programs run as other users, or null where none may: the spawner then gives up its privileges at once.</summary>
    internal required SuexecSettings? Suexec { get; init; }

    internal byte[] ToBytes()
    {
        using var stream = new MemoryStream();
        using var writer = new BinaryWriter(stream, Encoding.Latin1);
        writer.Write(Version);
        writer.Write(ParentId);
        writer.Write(OrderDescriptor);
        Identity.Write(writer);
        writer.Write(Suexec is not null);
        Suexec?.Write(writer);
        writer.Flush();
        return stream.ToArray();
    }

    internal static SpawnerStart Read(byte[] bytes)
    {
        using var reader = new BinaryReader(new MemoryStream(bytes), Encoding.Latin1);
        if (reader.ReadInt32() != Version)
            throw new InvalidDataException("The start record is of another version.");
        return new SpawnerStart
        {
            ParentId = reader.ReadInt32(),
            OrderDescriptor = reader.ReadInt32(),
            Identity = ChildIdentity.Read(reader),
            Suexec = reader.ReadBoolean() ? SuexecSettings.Read(reader) : null,
        };
    }
}
