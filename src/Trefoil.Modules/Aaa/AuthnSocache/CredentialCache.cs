using System.Collections.Concurrent;
using Trefoil.Http.Messages;

namespace Trefoil.Modules.Aaa.AuthnSocache;

/// <summary>Password hashes that slow providers gave a short while ago: in the shared cache that AuthnCacheSOCache names, else in this child's memory.</summary>
internal static class CredentialCache
{
    private const int Capacity = 10_000;
    private static readonly ConcurrentDictionary<string, Entry> Entries = new(StringComparer.Ordinal);

    /// <summary>Keeps a hash if AuthnCacheProvideFor names its provider here.</summary>
    internal static void Store(Request request, string provider, string user, string? realm, string hash)
    {
        var settings = request.Directory<AuthnSocacheSettings>();
        if (settings.Providers is null || !settings.Providers.Contains(provider))
            return;
        if (request.ForServer<AuthnSocacheServerSettings>().Cache is { } shared)
        {
            var now = DateTimeOffset.UtcNow.ToUnixTimeSeconds();
            shared.Store(Key(request, settings, user, realm), hash, now + settings.TimeoutSeconds, now);
            return;
        }
        if (Entries.Count >= Capacity)
            DropExpired();
        if (Entries.Count < Capacity)
            Entries[Key(request, settings, user, realm)] = new Entry(hash, Environment.TickCount64 + (settings.TimeoutSeconds * 1000L));
    }

    /// <summary>The kept hash, or null.</summary>
    internal static string? Find(Request request, string user, string? realm)
    {
        var key = Key(request, request.Directory<AuthnSocacheSettings>(), user, realm);
        if (request.ForServer<AuthnSocacheServerSettings>().Cache is { } shared)
            return shared.Find(key, DateTimeOffset.UtcNow.ToUnixTimeSeconds());
        if (!Entries.TryGetValue(key, out var entry))
            return null;
        if (entry.Expires > Environment.TickCount64)
            return entry.Hash;
        Entries.TryRemove(key, out _);
        return null;
    }

    private static void DropExpired()
    {
        var now = Environment.TickCount64;
        foreach (var (key, entry) in Entries)
        {
            if (entry.Expires <= now)
                Entries.TryRemove(key, out _);
        }
    }

    private static string Key(Request request, AuthnSocacheSettings settings, string user, string? realm)
    {
        var context = settings.Context switch
        {
            null or "directory" => request.Server.ServerName + request.Uri[..Math.Max(request.Uri.LastIndexOf('/'), 0)],
            "server" => request.Server.ServerName,
            var other => other,
        };
        return realm is null ? $"{context}:{user}" : $"{context}:{user}:{realm}";
    }

    private sealed record Entry(string Hash, long Expires);
}
