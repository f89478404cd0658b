namespace Trefoil.Modules.Generators.AutoIndex;

/// <summary>Order in which numbers inside names count as numbers ("foo-1.10" behind "foo-1.9"); numbers with a leading zero as fractions.</summary>
internal static class NaturalOrder
{
    internal static int Compare(string a, string b, bool ignoreCase)
    {
        int i = 0, j = 0;
        while (true)
        {
            while (i < a.Length && char.IsWhiteSpace(a[i]))
                i++;
            while (j < b.Length && char.IsWhiteSpace(b[j]))
                j++;
            if (IsDigit(a, i) && IsDigit(b, j))
            {
                var result = a[i] == '0' || b[j] == '0' ? CompareLeft(a, i, b, j) : CompareRight(a, i, b, j);
                if (result != 0)
                    return result;
            }
            if (i >= a.Length && j >= b.Length)
                return 0;
            var ca = At(a, i, ignoreCase);
            var cb = At(b, j, ignoreCase);
            if (ca != cb)
                return ca < cb ? -1 : 1;
            i++;
            j++;
        }
    }

    // The longer run of digits is the greater number; of equal runs the first difference counts.
    private static int CompareRight(string a, int i, string b, int j)
    {
        var bias = 0;
        for (; ; i++, j++)
        {
            var da = IsDigit(a, i);
            var db = IsDigit(b, j);
            if (!da && !db)
                return bias;
            if (!da)
                return -1;
            if (!db)
                return 1;
            if (bias == 0 && a[i] != b[j])
                bias = a[i] < b[j] ? -1 : 1;
        }
    }

    private static int CompareLeft(string a, int i, string b, int j)
    {
        for (; ; i++, j++)
        {
            var da = IsDigit(a, i);
            var db = IsDigit(b, j);
            if (!da && !db)
                return 0;
            if (!da)
                return -1;
            if (!db)
                return 1;
            if (a[i] != b[j])
                return a[i] < b[j] ? -1 : 1;
        }
    }

    private static bool IsDigit(string text, int i) => i < text.Length && char.IsAsciiDigit(text[i]);

    // Apache compares signed bytes here: names that begin above 0x7f come first.
    private static int At(string text, int i, bool ignoreCase)
    {
        if (i >= text.Length)
            return 0;
        var c = text[i];
        return (sbyte)(ignoreCase && char.IsAsciiLetterLower(c) ? c - 32 : c);
    }
}
