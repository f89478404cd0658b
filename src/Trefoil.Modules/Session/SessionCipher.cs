using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Trefoil.Modules.Session;

/// <summary>
/// Encrypts sessions in Apache's form, so that servers of both kinds can share them: base64 of digest (8 bytes), salt (16), initialisation vector and
/// ciphertext. The key is PBKDF2 with SHA-1 over passphrase and salt in 4096 rounds; the digest is SipHash-2-4 of all behind it, keyed by the MD5 of the passphrase.
/// </summary>
internal sealed class SessionCipher
{
    private const int SaltSize = 16, Rounds = 4096;

    private readonly byte[] _passphrase;
    private readonly string _name;

    internal SessionCipher(string passphrase, string name)
    {
        _passphrase = Encoding.Latin1.GetBytes(passphrase);
        _name = name;
    }

    /// <summary>Names of ciphers with the length of their keys.</summary>
    internal static int KeySizeOf(string name) => name.ToLowerInvariant() switch
    {
        "aes128" => 16,
        "aes192" => 24,
        "aes256" => 32,
        "3des192" => 24,
        _ => 0,
    };

    internal string Protect(string text)
    {
        var salt = RandomNumberGenerator.GetBytes(SaltSize);
        using var cipher = Create(salt);
        cipher.GenerateIV();
        var encrypted = cipher.EncryptCbc(Encoding.Latin1.GetBytes(text), cipher.IV);
        byte[] sealedPart = [.. salt, .. cipher.IV, .. encrypted];
        var all = new byte[SipHash.Size + sealedPart.Length];
        BinaryPrimitives.WriteUInt64LittleEndian(all, Digest(sealedPart));
        sealedPart.CopyTo(all, SipHash.Size);
        return Convert.ToBase64String(all);
    }

    /// <summary>The text, or null where this passphrase has not made it.</summary>
    internal string? Reveal(string text)
    {
        var all = new byte[text.Length];
        if (!Convert.TryFromBase64String(text, all, out var length) || length < SipHash.Size + SaltSize + 16)
            return null;
        var sealedPart = all.AsSpan(SipHash.Size, length - SipHash.Size);
        Span<byte> digest = stackalloc byte[SipHash.Size];
        BinaryPrimitives.WriteUInt64LittleEndian(digest, Digest(sealedPart));
        if (!CryptographicOperations.FixedTimeEquals(digest, all.AsSpan(0, SipHash.Size)))
            return null;
        using var cipher = Create(sealedPart[..SaltSize].ToArray());
        var vectorSize = cipher.BlockSize / 8;
        try
        {
            return Encoding.Latin1.GetString(cipher.DecryptCbc(sealedPart[(SaltSize + vectorSize)..], sealedPart.Slice(SaltSize, vectorSize)));
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    private SymmetricAlgorithm Create(byte[] salt)
    {
        SymmetricAlgorithm cipher = _name.Equals("3des192", StringComparison.OrdinalIgnoreCase) ? TripleDES.Create() : Aes.Create();
        cipher.Key = Rfc2898DeriveBytes.Pbkdf2(_passphrase, salt, Rounds, HashAlgorithmName.SHA1, KeySizeOf(_name));
        return cipher;
    }

    private ulong Digest(ReadOnlySpan<byte> data) => SipHash.Compute(data, MD5.HashData(_passphrase));
}
