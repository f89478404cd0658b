using System.Buffers.Binary;
using System.Text;
using Trefoil.Io.Memory;

namespace Trefoil.Modules.Cache;

/// <summary>
/// A cache of short texts in memory that all children share. Each entry has a place among eight that its key leads to; a full group loses what expires first. Entries are
/// guarded one by one: a writer makes the entry's version odd while it writes, a reader believes only what was read under one even version, so nobody waits for anybody.
/// </summary>
internal sealed class SharedCache
{
    /// <summary>Bytes of an entry: version, lengths, expiry, then key and value.</summary>
    private const int EntryLength = 512, HeadLength = 24, Ways = 8;

    /// <summary>An entry that is being written for longer belongs to a process that died over it.</summary>
    private const long AbandonedSeconds = 10;

    private readonly SharedMemory _memory;
    private readonly int _groups;

    internal SharedCache(SharedMemory memory)
    {
        _memory = memory;
        _groups = (int)Math.Max(1, memory.Size / (EntryLength * Ways));
    }

    /// <summary>The smallest memory that makes sense.</summary>
    internal static long SizeFor(long asked) => Math.Max(asked, EntryLength * Ways);

    /// <summary>Keeps a value until a time (Unix seconds). What is too long is not kept.</summary>
    internal void Store(string key, string value, long expires, long now)
    {
        if (key.Length + value.Length > EntryLength - HeadLength)
            return;
        var place = Place(key, now);
        ref var version = ref _memory.At<int>(place);
        var before = Volatile.Read(ref version);
        var isAbandoned = (before & 1) != 0 && _memory.At<long>(place + 16) + AbandonedSeconds < now;
        if ((before & 1) != 0 && !isAbandoned)
            return;
        var writing = isAbandoned ? before + 2 : before + 1;
        if (Interlocked.CompareExchange(ref version, writing, before) != before)
            return;
        var entry = _memory.Bytes(place, EntryLength);
        BinaryPrimitives.WriteInt64LittleEndian(entry[16..], now);
        BinaryPrimitives.WriteInt32LittleEndian(entry[4..], key.Length);
        BinaryPrimitives.WriteInt32LittleEndian(entry[8..], value.Length);
        Encoding.Latin1.GetBytes(key, entry[HeadLength..]);
        Encoding.Latin1.GetBytes(value, entry[(HeadLength + key.Length)..]);
        BinaryPrimitives.WriteInt64LittleEndian(entry[16..], expires);
        Volatile.Write(ref version, writing + 1);
    }

    /// <summary>The value, or null.</summary>
    internal string? Find(string key, long now)
    {
        Span<byte> entry = stackalloc byte[EntryLength];
        var group = Group(key);
        for (var i = 0; i < Ways; i++)
        {
            if (Read(group + (i * EntryLength), entry) && IsOf(entry, key) && BinaryPrimitives.ReadInt64LittleEndian(entry[16..]) > now)
                return Encoding.Latin1.GetString(entry.Slice(HeadLength + key.Length, BinaryPrimitives.ReadInt32LittleEndian(entry[8..])));
        }
        return null;
    }

    private long Place(string key, long now)
    {
        Span<byte> entry = stackalloc byte[EntryLength];
        var group = Group(key);
        var best = group;
        var bestExpires = long.MaxValue;
        for (var i = 0; i < Ways; i++)
        {
            var place = group + (i * EntryLength);
            var isWhole = Read(place, entry);
            if (isWhole && IsOf(entry, key))
                return place;
            // What is being written stays out of it, unless it has been so for ever.
            var expires = isWhole ? BinaryPrimitives.ReadInt64LittleEndian(entry[16..]) : _memory.At<long>(place + 16) + AbandonedSeconds < now ? 0 : long.MaxValue;
            if (expires >= bestExpires)
                continue;
            bestExpires = expires;
            best = place;
        }
        return best;
    }

    private bool Read(long place, Span<byte> entry)
    {
        ref var version = ref _memory.At<int>(place);
        var before = Volatile.Read(ref version);
        if ((before & 1) != 0)
            return false;
        _memory.Bytes(place, EntryLength).CopyTo(entry);
        Interlocked.MemoryBarrier();
        return Volatile.Read(ref version) == before;
    }

    private static bool IsOf(ReadOnlySpan<byte> entry, string key)
    {
        var keyLength = BinaryPrimitives.ReadInt32LittleEndian(entry[4..]);
        var valueLength = BinaryPrimitives.ReadInt32LittleEndian(entry[8..]);
        if (keyLength != key.Length || keyLength == 0 || valueLength < 0 || keyLength + valueLength > EntryLength - HeadLength)
            return false;
        for (var i = 0; i < keyLength; i++)
        {
            if (entry[HeadLength + i] != key[i])
                return false;
        }
        return true;
    }

    // The same in every process, which string.GetHashCode is not.
    private long Group(string key)
    {
        var hash = 2166136261;
        foreach (var c in key)
            hash = (hash ^ c) * 16777619;
        return hash % (uint)_groups * (long)(EntryLength * Ways);
    }
}
