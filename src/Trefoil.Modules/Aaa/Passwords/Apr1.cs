using System.Security.Cryptography;
using System.Text;

namespace Trefoil.Modules.Aaa.Passwords;

/// <summary>The "$apr1$" password hash: the MD5 scheme of FreeBSD's crypt with a magic word of its own.</summary>
public static class Apr1
{
    /// <summary>What such a hash begins with.</summary>
    public const string Prefix = "$apr1$";

    private const string Alphabet = "./0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

    /// <summary>Hashes a password under a salt (at most 8 chars count; a whole earlier hash is taken apart).</summary>
    public static string Hash(string password, string salt)
    {
        // 1. The salt alone.
        if (salt.StartsWith(Prefix, StringComparison.Ordinal))
            salt = salt[Prefix.Length..];
        var end = salt.IndexOf('$', StringComparison.Ordinal);
        if (end >= 0)
            salt = salt[..end];
        if (salt.Length > 8)
            salt = salt[..8];
        var pw = Encoding.Latin1.GetBytes(password);
        var saltBytes = Encoding.Latin1.GetBytes(salt);

        // 2. The first digest, fed by a second one.
        using var md5 = IncrementalHash.CreateHash(HashAlgorithmName.MD5);
        md5.AppendData(pw);
        md5.AppendData(saltBytes);
        md5.AppendData(pw);
        var second = md5.GetHashAndReset();
        md5.AppendData(pw);
        md5.AppendData(Encoding.Latin1.GetBytes(Prefix));
        md5.AppendData(saltBytes);
        for (var left = pw.Length; left > 0; left -= 16)
            md5.AppendData(second, 0, Math.Min(left, 16));
        var zero = new byte[1];
        for (var bits = pw.Length; bits != 0; bits >>= 1)
            md5.AppendData((bits & 1) != 0 || pw.Length == 0 ? zero : pw, 0, 1);
        var digest = md5.GetHashAndReset();

        // 3. A thousand rounds to cost time.
        for (var round = 0; round < 1000; round++)
        {
            md5.AppendData((round & 1) != 0 ? pw : digest);
            if (round % 3 != 0)
                md5.AppendData(saltBytes);
            if (round % 7 != 0)
                md5.AppendData(pw);
            md5.AppendData((round & 1) != 0 ? digest : pw);
            digest = md5.GetHashAndReset();
        }

        // 4. The digest as text, its bytes in the scheme's order.
        var text = new StringBuilder(Prefix, 40).Append(salt).Append('$');
        for (var i = 0; i < 5; i++)
            Append(text, (digest[i] << 16) | (digest[i + 6] << 8) | digest[i == 4 ? 5 : i + 12], 4);
        Append(text, digest[11], 2);
        return text.ToString();
    }

    /// <summary>A fresh salt.</summary>
    public static string NewSalt() => new(RandomNumberGenerator.GetItems<char>(Alphabet, 8));

    private static void Append(StringBuilder text, int value, int count)
    {
        for (; count > 0; count--, value >>= 6)
            text.Append(Alphabet[value & 0x3f]);
    }
}
