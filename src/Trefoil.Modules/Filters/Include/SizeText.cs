using System.Globalization;

namespace Trefoil.Modules.Filters.Include;

/// <summary>Sizes of files as fsize shows them.</summary>
internal static class SizeText
{
    internal static string Bytes(long size) => size.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary>Four characters with a letter for the unit.</summary>
    internal static string Short(long size)
    {
        if (size < 0)
            return "  - ";
        if (size < 973)
            return string.Create(CultureInfo.InvariantCulture, $"{size,3} ");
        foreach (var unit in "KMGTPE")
        {
            var rest = (int)(size & 1023);
            size >>= 10;
            if (size >= 973)
                continue;
            if (size > 9 || (size == 9 && rest >= 973))
            {
                if (rest >= 512)
                    size++;
                return string.Create(CultureInfo.InvariantCulture, $"{size,3}{unit}");
            }
            rest = ((rest * 5) + 256) / 512;
            if (rest >= 10)
            {
                size++;
                rest = 0;
            }
            return string.Create(CultureInfo.InvariantCulture, $"{size}.{rest}{unit}");
        }
        return "****";
    }
}
