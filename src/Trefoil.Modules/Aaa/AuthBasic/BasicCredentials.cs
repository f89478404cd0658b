using System.Text;

namespace Trefoil.Modules.Aaa.AuthBasic;

/// <summary>The value of an Authorization field of scheme Basic.</summary>
internal static class BasicCredentials
{
    /// <summary>Cuts the scheme off; false where it is another one.</summary>
    internal static bool TryTakeScheme(string field, out string encoded)
    {
        var blank = field.IndexOf(' ', StringComparison.Ordinal);
        var scheme = blank < 0 ? field : field[..blank];
        encoded = blank < 0 ? "" : field[blank..].TrimStart(' ', '\t');
        return string.Equals(scheme, "Basic", StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>User and password; what is no base64 reads as far as it is, as in Apache.</summary>
    internal static (string User, string Password) Decode(string encoded)
    {
        var text = Encoding.Latin1.GetString(FromBase64(encoded));
        var nul = text.IndexOf('\0', StringComparison.Ordinal);
        if (nul >= 0)
            text = text[..nul];
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        return colon < 0 ? (text, "") : (text[..colon], text[(colon + 1)..]);
    }

    internal static string Encode(string user, string password) => "Basic " + Convert.ToBase64String(Encoding.Latin1.GetBytes(user + ":" + password));

    private static byte[] FromBase64(string text)
    {
        var length = 0;
        while (length < text.Length && (char.IsAsciiLetterOrDigit(text[length]) || text[length] is '+' or '/'))
            length++;
        length -= length % 4 == 1 ? 1 : 0;
        return Convert.FromBase64String(text[..length].PadRight((length + 3) / 4 * 4, '='));
    }
}
