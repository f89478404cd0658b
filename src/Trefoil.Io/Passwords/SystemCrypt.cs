using Trefoil.Io.Native;

namespace Trefoil.Io.Passwords;

/// <summary>Password hashes of the system's crypt library. Texts are byte strings.</summary>
public static class SystemCrypt
{
    /// <summary>The hash of a password under a setting (or an earlier hash), or null where the setting is unknown. Blocks for as long as the method's cost says.</summary>
    public static string? Hash(string password, string setting)
    {
        try
        {
            return LibCrypt.Crypt(password, setting);
        }
        catch (DllNotFoundException)
        {
            return null;
        }
    }

    /// <summary>A fresh setting with a random salt for a method ("$2y$", "$5$", "$6$"); cost 0 is the method's own default. Null where it is not to be had.</summary>
    public static string? NewSetting(string method, int cost)
    {
        try
        {
            return LibCrypt.Setting(method, (uint)cost);
        }
        catch (DllNotFoundException)
        {
            return null;
        }
    }
}
