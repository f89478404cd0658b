using System.Globalization;

namespace Trefoil.Modules.Generators.AutoIndex;

/// <summary>Sizes in four characters: "973 ", "1.4M", " 12K".</summary>
internal static class SizeText
{
    internal static string Of(long size)
    {
        if (size < 0)
            return "  - ";
        if (size < 973)
            return string.Create(CultureInfo.InvariantCulture, $"{size,3} ");
        for (var unit = 0; ; unit++)
        {
            var rest = (int)(size & 1023);
            size >>= 10;
            if (size >= 973)
                continue;
            if (size < 9 || (size == 9 && rest < 973))
            {
                rest = (rest * 5 + 256) / 512;
                if (rest >= 10)
                {
                    size++;
                    rest = 0;
                }
                return string.Create(CultureInfo.InvariantCulture, $"{size}.{rest}{"KMGTPE"[unit]}");
            }
            if (rest >= 512)
                size++;
            return string.Create(CultureInfo.InvariantCulture, $"{size,3}{"KMGTPE"[unit]}");
        }
    }
}
