using System.Text;
using Trefoil.Configuration.Sections;
using Trefoil.Http.Core;
using Trefoil.Http.Messages;
using Trefoil.Io.Files;

namespace Trefoil.Http.Cache;

/// <summary>
/// A prebuilt response: the head in three parts around what changes (Date, and the Keep-Alive and Connection lines), and the body in memory or in an open file.
/// Immutable; shared by the threads of a child, and counted because a file is closed by its last user.
/// </summary>
internal sealed class CachedResponse
{
    private int _users = 1;

    internal CachedResponse(ulong hash, int group, byte[] key, CapturedResponse captured, Request request, long validUntil)
    {
        Hash = hash;
        Group = group;
        Key = key;
        ValidUntil = validUntil;
        Status = request.Status;
        Server = request.Server;
        Head = PrebuiltHead.Cut(captured.Head, captured.Places);
        Body = captured.Body;
        Descriptor = captured.Descriptor;
        Length = captured.Length;
        EntityTag = Bytes(request.HeadersOut.Get("ETag"));
        LastModified = Bytes(request.HeadersOut.Get("Last-Modified"));
        var core = request.ForServer<CoreServerSettings>();
        KeepAliveLimit = core.MaxKeepAliveRequests;
        KeepAliveMilliseconds = (int)Math.Min(core.KeepAliveTimeout / 1000, int.MaxValue);
        NotModified = request.Status == 200 && (EntityTag.Length > 0 || LastModified.Length > 0) ? PrebuiltHead.NotModified(request) : null;
    }

    internal ulong Hash { get; }

    /// <summary>The virtual-host group of the local address.</summary>
    internal int Group { get; }

    /// <summary>Host field and target.</summary>
    internal byte[] Key { get; }

    /// <summary>Reactor clock, milliseconds; after that the whole path looks again.</summary>
    internal long ValidUntil { get; }

    internal int Status { get; }

    internal ServerConfig Server { get; }

    internal PrebuiltHead Head { get; }

    /// <summary>The head of the 304 for it; null where the response has no validator.</summary>
    internal PrebuiltHead? NotModified { get; }

    internal byte[] Body { get; }

    internal long Length { get; }

    internal byte[] EntityTag { get; }

    internal byte[] LastModified { get; }

    internal int KeepAliveLimit { get; }

    internal int KeepAliveMilliseconds { get; }

    internal bool IsFile => Descriptor >= 0;

    /// <summary>Open file with the body; only between <see cref="TryUse"/> and <see cref="Release"/>.</summary>
    internal int Descriptor { get; }

    /// <summary>Keeps the file open; false when it is closed already.</summary>
    internal bool TryUse()
    {
        while (true)
        {
            var users = Volatile.Read(ref _users);
            if (users == 0)
                return false;
            if (Interlocked.CompareExchange(ref _users, users + 1, users) == users)
                return true;
        }
    }

    /// <summary>Gives one use back; the last one closes the file.</summary>
    internal void Release()
    {
        if (Interlocked.Decrement(ref _users) == 0 && Descriptor >= 0)
            FileSystem.Close(Descriptor);
    }

    private static byte[] Bytes(string? text) => text is null ? [] : Encoding.Latin1.GetBytes(text);
}
