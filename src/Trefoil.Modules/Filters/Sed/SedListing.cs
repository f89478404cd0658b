using System.Globalization;
using System.Text;

namespace Trefoil.Modules.Filters.Sed;

/// <summary>The command l: a line with everything visible, folded.</summary>
internal static class SedListing
{
    private const int Width = 71;

    internal static void Print(string line, Action<string> print)
    {
        var text = new StringBuilder();
        foreach (var c in line)
        {
            foreach (var letter in Visible(c))
            {
                text.Append(letter);
                if (text.Length < Width)
                    continue;
                print(text.Append('\\').ToString());
                text.Clear();
            }
        }
        print(text.ToString());
    }

    private static string Visible(char c) => c switch
    {
        < ' ' => "\\" + (c >> 3).ToString(CultureInfo.InvariantCulture) + (c & 7).ToString(CultureInfo.InvariantCulture),
        >= '\x7f' => "\\" + (c >> 6).ToString(CultureInfo.InvariantCulture) + ((c >> 3) & 7).ToString(CultureInfo.InvariantCulture) + (c & 7).ToString(CultureInfo.InvariantCulture),
        _ => c.ToString(),
    };
}
