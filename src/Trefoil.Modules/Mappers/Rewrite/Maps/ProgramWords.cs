using System.Text;

namespace Trefoil.Modules.Mappers.Rewrite.Maps;

/// <summary>Cuts a command line at white space; quotes keep words together and a backslash takes the next character as it is.</summary>
internal static class ProgramWords
{
    internal static string[] Cut(string line)
    {
        var words = new List<string>();
        for (var at = 0; at < line.Length;)
        {
            if (line[at] is ' ' or '\t')
            {
                at++;
                continue;
            }
            words.Add(Next(line, ref at));
        }
        return [.. words];
    }

    private static string Next(string line, ref int at)
    {
        var word = new StringBuilder();
        var quote = '\0';
        for (; at < line.Length; at++)
        {
            var c = line[at];
            if (quote == '\0' && (c is ' ' or '\t'))
                break;
            if (c == '\\' && at + 1 < line.Length)
                word.Append(line[++at]);
            else if (quote == '\0' && (c is '"' or '\''))
                quote = c;
            else if (c == quote)
                quote = '\0';
            else
                word.Append(c);
        }
        return word.ToString();
    }
}
