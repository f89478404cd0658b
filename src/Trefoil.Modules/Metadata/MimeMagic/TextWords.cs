using System.Text;

namespace Trefoil.Modules.Metadata.MimeMagic;

/// <summary>The type of a file that no rule knows, by words that give it away, and by the checksum of a tar archive.</summary>
internal static class TextWords
{
    private const int Reach = 1024;
    private const int TarHead = 512;

    private static readonly Dictionary<string, string> Types = Make();

    internal static string? TypeOf(ReadOnlySpan<byte> start)
    {
        if (IsTroff(start))
            return "application/x-troff";
        if (start.Length > 1 && start[0] is (byte)'c' or (byte)'C' && IsSpace(start[1]))
            return "text/plain";
        return ByWords(start) ?? (IsTar(start) ? "application/x-tar" : null);
    }

    private static string? ByWords(ReadOnlySpan<byte> start)
    {
        var text = Encoding.Latin1.GetString(start[..Math.Min(start.Length, Reach)]);
        var end = text.IndexOf('\0');
        foreach (var word in (end < 0 ? text : text[..end]).Split([' ', '\t', '\n', '\r', '\f'], StringSplitOptions.RemoveEmptyEntries))
        {
            if (Types.TryGetValue(word, out var type))
                return type;
        }
        return null;
    }

    // ".XX" or ".\"" at the very beginning; tar archives may begin with "./".
    private static bool IsTroff(ReadOnlySpan<byte> start)
    {
        if (start.IsEmpty || start[0] != '.')
            return false;
        var at = 1;
        while (at < start.Length && IsSpace(start[at]))
            at++;
        return at + 1 < start.Length && (char.IsAsciiLetterOrDigit((char)start[at]) || start[at] == '\\')
            && (char.IsAsciiLetterOrDigit((char)start[at + 1]) || start[at + 1] == '"');
    }

    private static bool IsTar(ReadOnlySpan<byte> start)
    {
        if (start.Length < TarHead)
            return false;
        var sum = 0L;
        for (var i = 0; i < TarHead; i++)
            sum += i is >= 148 and < 156 ? ' ' : start[i];
        var digits = Encoding.Latin1.GetString(start[148..156]).TrimStart(' ').TrimEnd(' ', '\0');
        var recorded = 0L;
        foreach (var digit in digits)
        {
            if (digit is < '0' or > '7')
                return false;
            recorded = recorded * 8 + digit - '0';
        }
        return digits.Length > 0 && recorded == sum;
    }

    private static bool IsSpace(byte value) => value is 32 or (>= 9 and <= 13);

    private static Dictionary<string, string> Make()
    {
        var types = new Dictionary<string, string>(StringComparer.Ordinal);
        Add("text/html", "<html> <HTML> <head> <HEAD> <title> <TITLE> <h1> <H1> <!--");
        Add("text/plain", "/* #include char The the double extern float real struct union CFLAGS LDFLAGS all: .PRECIOUS .ascii .asciiz .byte .even .globl clr (input, dcl");
        Add("message/rfc822", "Received: >From Return-Path: Cc:");
        Add("message/news", "Newsgroups: Path: Organization:");
        return types;

        void Add(string type, string words)
        {
            foreach (var word in words.Split(' '))
                types.Add(word, type);
        }
    }
}
