using System.Globalization;

namespace Trefoil.Modules.Generators.Status;

/// <summary>Numbers as APR's %g prints them, which tools that read status pages are used to: no zero in front of the point, "1.e+6" for a million.</summary>
internal static class NumberText
{
    internal static string General(double value, int precision = 6)
    {
        if (value == 0 || !double.IsFinite(value))
            return "0";
        var scientific = Math.Abs(value).ToString("E" + (precision - 1).ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
        var e = scientific.IndexOf('E');
        var digits = scientific[..e].Replace(".", "").TrimEnd('0');
        // The value is 0.DIGITS times ten to this power.
        var point = int.Parse(scientific.AsSpan(e + 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture) + 1;
        var sign = value < 0 ? "-" : "";
        if (point - digits.Length > 4 || point < -3)
            return string.Create(CultureInfo.InvariantCulture, $"{sign}{digits[0]}.{digits[1..]}e{(point <= 0 ? '-' : '+')}{Math.Abs(point - 1)}");
        if (point <= 0)
            return sign + "." + new string('0', -point) + digits;
        return digits.Length <= point
            ? sign + digits + new string('0', point - digits.Length)
            : sign + digits[..point] + "." + digits[point..];
    }

    internal static string Fixed(double value, int decimals) => value.ToString("F" + decimals.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
}
