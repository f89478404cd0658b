using System.Runtime.InteropServices;
using Trefoil.Http.Messages;

namespace Trefoil.Http.Cache;

/// <summary>
/// Prebuilt responses by virtual-host group, Host field and target. Valid for at most a second, then the whole path runs once more, so a change on disk is seen
/// within that second. Look-ups take no lock: places of a fixed table are replaced as a whole.
/// </summary>
internal sealed class ResponseCache
{
    private const int Places = 1 << 14, Probes = 4;
    private const int ValidMilliseconds = 1000;
    private const long BodyBudget = 64L << 20;

    private readonly CachedResponse?[] _table = new CachedResponse?[Places];
    private long _bodyBytes;

    /// <summary>The valid response for a request, or null.</summary>
    internal CachedResponse? Find(int group, ReadOnlySpan<byte> host, ReadOnlySpan<byte> target, long now)
    {
        var hash = HashOf(group, host, target);
        for (var probe = 0; probe < Probes; probe++)
        {
            var found = Volatile.Read(ref _table[(int)((hash + (ulong)probe) & (Places - 1))]);
            if (found is not null && found.Hash == hash && found.Group == group && IsKey(found.Key, host, target))
                return found.ValidUntil >= now ? found : null;
        }
        return null;
    }

    /// <summary>Keeps what a request was answered with.</summary>
    internal void Add(int group, ReadOnlySpan<byte> host, ReadOnlySpan<byte> target, CapturedResponse captured, Request request, long now)
    {
        if (Interlocked.Read(ref _bodyBytes) + captured.Body.Length > BodyBudget)
            Clear();
        var hash = HashOf(group, host, target);
        var added = new CachedResponse(hash, group, [.. host, 0, .. target], captured, request, now + ValidMilliseconds);
        Interlocked.Add(ref _bodyBytes, captured.Body.Length);
        Drop(Interlocked.Exchange(ref _table[PlaceFor(hash, added.Key, now)], added));
    }

    /// <summary>Forgets everything.</summary>
    internal void Clear()
    {
        for (var i = 0; i < _table.Length; i++)
            Drop(Interlocked.Exchange(ref _table[i], null));
    }

    private void Drop(CachedResponse? response)
    {
        if (response is null)
            return;
        Interlocked.Add(ref _bodyBytes, -response.Body.Length);
        response.Release();
    }

    /// <summary>The place of the same key, a free or outdated one, or the first.</summary>
    private int PlaceFor(ulong hash, byte[] key, long now)
    {
        var spare = -1;
        for (var probe = 0; probe < Probes; probe++)
        {
            var place = (int)((hash + (ulong)probe) & (Places - 1));
            var there = Volatile.Read(ref _table[place]);
            if (there is not null && there.Hash == hash && there.Key.AsSpan().SequenceEqual(key))
                return place;
            if (spare < 0 && (there is null || there.ValidUntil < now))
                spare = place;
        }
        return spare >= 0 ? spare : (int)(hash & (Places - 1));
    }

    private static bool IsKey(byte[] key, ReadOnlySpan<byte> host, ReadOnlySpan<byte> target) =>
        key.Length == host.Length + 1 + target.Length && key.AsSpan(0, host.Length).SequenceEqual(host) && key.AsSpan(host.Length + 1).SequenceEqual(target);

    private static ulong HashOf(int group, ReadOnlySpan<byte> host, ReadOnlySpan<byte> target) => Mix(Mix((ulong)group + 0x9E3779B97F4A7C15, host), target);

    private static ulong Mix(ulong hash, ReadOnlySpan<byte> data)
    {
        while (data.Length >= 8)
        {
            hash = (hash ^ MemoryMarshal.Read<ulong>(data)) * 0x9FB21C651E98DF25;
            hash ^= hash >> 32;
            data = data[8..];
        }
        foreach (var value in data)
            hash = (hash ^ value) * 0x100000001B3;
        return hash ^ (hash >> 29);
    }
}
