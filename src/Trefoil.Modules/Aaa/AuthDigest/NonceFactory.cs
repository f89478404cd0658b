using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Trefoil.Configuration.Directives;

namespace Trefoil.Modules.Aaa.AuthDigest;

/// <summary>Makes nonces that any child can check: a time, and a hash of time and realm under a secret that all children of a configuration share.</summary>
internal sealed class NonceFactory
{
    internal const int Length = 52;

    // a source of randomness that the snapshot carries like any file of the configuration, so that every child sees the parent's value
    private const string SecretFile = "/proc/sys/kernel/random/uuid";

    private byte[] _secret = RandomNumberGenerator.GetBytes(32);

    internal void ShareSecret(ConfigurationContext context)
    {
        if (context.ReadFile(SecretFile, out _) is { Length: > 30 } shared)
            _secret = SHA256.HashData(shared.Span);
    }

    internal string Make(string realm, long time)
    {
        Span<byte> bytes = stackalloc byte[8];
        BinaryPrimitives.WriteInt64LittleEndian(bytes, time);
        return Convert.ToBase64String(bytes) + Hash(realm, time);
    }

    /// <summary>The time of a nonce that this server made for that realm; false for others.</summary>
    internal bool TryRead(string nonce, string realm, out long time)
    {
        Span<byte> bytes = stackalloc byte[9];
        time = 0;
        if (nonce.Length != Length || !Convert.TryFromBase64Chars(nonce.AsSpan(0, 12), bytes, out var count) || count != 8)
            return false;
        time = BinaryPrimitives.ReadInt64LittleEndian(bytes);
        return CryptographicOperations.FixedTimeEquals(Encoding.Latin1.GetBytes(nonce[12..]), Encoding.Latin1.GetBytes(Hash(realm, time)));
    }

    private string Hash(string realm, long time) => Convert.ToHexStringLower(HMACSHA1.HashData(_secret, Encoding.Latin1.GetBytes($"{time}:{realm}")));
}
