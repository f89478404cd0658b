using System.Globalization;
using System.Security.Cryptography;
using Trefoil.Io.Passwords;
using Trefoil.Modules.Aaa.Passwords;

namespace Trefoil.Httpd.Tools;

/// <summary>How a password is hashed, by the letter of htpasswd's option; the cost of bcrypt or the rounds of SHA-2, 0 for the usual ones.</summary>
internal readonly record struct PasswordScheme(char Letter, int Cost)
{
    private const string Alphabet = "./0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

    internal string Hash(string program, string password)
    {
        switch (Letter)
        {
            case 's':
                return PasswordHash.Sha1(password);
            case 'p':
                Terminal.Complain("Warning: storing passwords as plain text might just not work on this platform.\n");
                return password;
            case 'd':
                if (password.Length > 8)
                    Terminal.Complain("Warning: Password truncated to 8 characters by CRYPT algorithm.\n");
                return Crypt(program, password, Salt(2), "crypt");
            case '2':
                return Crypt(program, password, $"$5${Rounds}{Salt(16)}$", "SHA-256");
            case '5':
                return Crypt(program, password, $"$6${Rounds}{Salt(16)}$", "SHA-512");
            case 'B':
                var cost = Cost == 0 ? 5 : Cost;
                if (cost is < 4 or > 17 || SystemCrypt.NewSetting("$2y$", cost) is not { } setting)
                    throw new ToolFailure(3, $"{program}: Unable to encode with bcrypt: Invalid argument");
                return Crypt(program, password, setting, "bcrypt");
            default:
                return Apr1.Hash(password, Apr1.NewSalt());
        }
    }

    private string Rounds => Cost == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $"rounds={Cost}$");

    private static string Salt(int length) => new(RandomNumberGenerator.GetItems<char>(Alphabet, length));

    private static string Crypt(string program, string password, string setting, string method) =>
        SystemCrypt.Hash(password, setting) ?? throw new ToolFailure(3, $"{program}: Unable to encode with {method}: Invalid argument");
}
