using System.Globalization;
using System.Text;

namespace Trefoil.Modules.Mappers.VhostAlias;

/// <summary>
/// The format of mass virtual hosting: %% a percent sign, %p the port, %N.M the M-th character of the N-th part of the name between dots;
/// 0 means all, a minus counts from the end, a plus takes everything behind (or in front) too. A part that is not there reads "_".
/// </summary>
internal static class VhostFormat
{
    private const int MaxParts = 19;

    /// <summary>Null, or the reason why the format is refused.</summary>
    internal static string? Check(string format)
    {
        const string Error = "syntax error in format string";
        for (var i = 0; i < format.Length;)
        {
            if (format[i++] != '%')
                continue;
            if (At(format, i) is 'p' or '%')
            {
                i++;
                continue;
            }
            if (!SkipNumber(format, ref i))
                return Error;
            if (At(format, i) != '.')
                continue;
            i++;
            if (!SkipNumber(format, ref i))
                return Error;
        }
        return null;
    }

    /// <summary>The directory for a host name (or address), without a slash at the end.</summary>
    internal static string Expand(string format, string name, int port)
    {
        var parts = Parts(name);
        var path = new StringBuilder();
        for (var i = 0; i < format.Length;)
        {
            if (format[i] != '%')
            {
                path.Append(format[i++]);
                continue;
            }
            i++;
            switch (format[i])
            {
                case '%':
                    path.Append('%');
                    i++;
                    break;
                case 'p':
                    path.Append(port.ToString(CultureInfo.InvariantCulture));
                    i++;
                    break;
                default:
                    path.Append(Piece(format, ref i, name, parts).ToLowerInvariant());
                    break;
            }
        }
        if (path.Length > 0 && path[^1] == '/')
            path.Length--;
        return path.ToString();
    }

    private static string Piece(string format, ref int i, string name, List<(int Start, int End)> parts)
    {
        var piece = ReadNumber(format, ref i).PartOf(name, parts);
        if (At(format, i) != '.')
            return piece;
        i++;
        return ReadNumber(format, ref i).CharacterOf(piece);
    }

    private static List<(int Start, int End)> Parts(string name)
    {
        var parts = new List<(int, int)>();
        var start = 0;
        for (var dot = name.IndexOf('.'); dot >= 0 && parts.Count < MaxParts - 1; dot = name.IndexOf('.', start))
        {
            parts.Add((start, dot));
            start = dot + 1;
        }
        parts.Add((start, name.Length));
        return parts;
    }

    private static bool SkipNumber(string format, ref int i)
    {
        if (At(format, i) == '-')
            i++;
        if (!char.IsAsciiDigit(At(format, i)))
            return false;
        i++;
        if (At(format, i) == '+')
            i++;
        return true;
    }

    private static Selector ReadNumber(string format, ref int i)
    {
        var fromEnd = format[i] == '-';
        if (fromEnd)
            i++;
        var number = format[i++] - '0';
        var open = At(format, i) == '+';
        if (open)
            i++;
        return new Selector(number, fromEnd, open);
    }

    private static char At(string text, int i) => i < text.Length ? text[i] : '\0';

    private readonly record struct Selector(int Number, bool FromEnd, bool IsOpen)
    {
        internal string PartOf(string name, List<(int Start, int End)> parts)
        {
            if (Number == 0)
                return name;
            if (Number > parts.Count)
                return "_";
            if (!FromEnd)
                return name[parts[Number - 1].Start..(IsOpen ? name.Length : parts[Number - 1].End)];
            var (start, end) = parts[^Number];
            return name[(IsOpen ? 0 : start)..end];
        }

        internal string CharacterOf(string piece)
        {
            if (Number == 0)
                return piece;
            if (Number > piece.Length)
                return "_";
            if (!FromEnd)
                return IsOpen ? piece[(Number - 1)..] : piece[(Number - 1)..Number];
            return piece[(IsOpen ? 0 : piece.Length - Number)..(piece.Length - Number + 1)];
        }
    }
}
