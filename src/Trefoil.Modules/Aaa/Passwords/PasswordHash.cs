using System.Security.Cryptography;
using System.Text;
using Trefoil.Io.Passwords;
using Trefoil.Io.Reactors;

namespace Trefoil.Modules.Aaa.Passwords;

/// <summary>Checks a password against a stored hash in any of the formats that htpasswd writes.</summary>
public static class PasswordHash
{
    private const string Sha1Prefix = "{SHA}";

    /// <summary>True when the password belongs to the hash.</summary>
    public static bool Matches(string password, string hash)
    {
        string? computed;
        using (Blocking.Enter())
        {
            if (hash.StartsWith(Apr1.Prefix, StringComparison.Ordinal))
                computed = Apr1.Hash(password, hash);
            else if (hash.StartsWith(Sha1Prefix, StringComparison.Ordinal))
                computed = Sha1(password);
            else
                computed = SystemCrypt.Hash(password, hash);
        }
        return computed is not null && Same(computed, hash);
    }

    /// <summary>The "{SHA}" form.</summary>
    public static string Sha1(string password) => Sha1Prefix + Convert.ToBase64String(SHA1.HashData(Encoding.Latin1.GetBytes(password)));

    /// <summary>Compares in a time that does not tell where the texts differ.</summary>
    internal static bool Same(string a, string b) =>
        CryptographicOperations.FixedTimeEquals(Encoding.Latin1.GetBytes(a), Encoding.Latin1.GetBytes(b));
}
