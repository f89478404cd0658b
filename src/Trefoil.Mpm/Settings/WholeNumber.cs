using System.Globalization;

namespace Trefoil.Mpm.Settings;

/// <summary>Strict integers: what is no number is refused with the word in question, never taken for 0.</summary>
internal static class WholeNumber
{
    internal static string? Read(string directive, string text, out int value) =>
        int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out value)
            ? null
            : $"{directive} must be a whole number, not '{text}'";
}
