using System.Runtime.InteropServices;
using System.Text;

namespace Trefoil.Io.Native;

/// <summary>crypt(3), for password hashes in the system's formats (bcrypt, SHA-2, DES).</summary>
internal static unsafe partial class LibCrypt
{
    private const int DataSize = 32768;

    [LibraryImport("libcrypt.so.1", EntryPoint = "crypt_r")]
    private static partial byte* crypt_r(byte* phrase, byte* setting, void* data);

    [LibraryImport("libcrypt.so.1", EntryPoint = "crypt_gensalt_rn")]
    private static partial byte* crypt_gensalt_rn(byte* prefix, uint count, byte* randomBytes, int randomCount, byte* output, int outputSize);

    /// <summary>The hash of a phrase under a setting (or an earlier hash), or null where the setting is unknown.</summary>
    internal static string? Crypt(string phrase, string setting)
    {
        if (ByteText.HasNul(phrase) || ByteText.HasNul(setting))
            return null;
        var data = NativeMemory.AllocZeroed(DataSize);
        try
        {
            fixed (byte* p = ByteText.Encode(phrase, new byte[phrase.Length + 1]))
            fixed (byte* s = ByteText.Encode(setting, new byte[setting.Length + 1]))
            {
                var result = crypt_r(p, s, data);
                // "*0" and "*1" say that it failed
                return result == null || *result == (byte)'*' ? null : Encoding.Latin1.GetString(MemoryMarshal.CreateReadOnlySpanFromNullTerminated(result));
            }
        }
        finally
        {
            // the phrase was copied in there
            NativeMemory.Clear(data, DataSize);
            NativeMemory.Free(data);
        }
    }

    /// <summary>A fresh setting for that method ("$2y$", "$5$", "$6$") and cost, or null.</summary>
    internal static string? Setting(string prefix, uint cost)
    {
        var output = stackalloc byte[192];
        fixed (byte* p = ByteText.Encode(prefix, new byte[prefix.Length + 1]))
        {
            var result = crypt_gensalt_rn(p, cost, null, 0, output, 192);
            return result == null ? null : Encoding.Latin1.GetString(MemoryMarshal.CreateReadOnlySpanFromNullTerminated(result));
        }
    }
}
