using System.Text;

namespace Trefoil.Io.Logs;

/// <summary>A command line cut into words where no shell does it: blanks separate, quotes hold together, a backslash takes the next character as it is.</summary>
internal static class LogCommand
{
    internal static List<string> Split(string command)
    {
        var words = new List<string>();
        var word = new StringBuilder();
        var quote = '\0';
        var inside = false;
        for (var i = 0; i < command.Length; i++)
        {
            var c = command[i];
            if (c == '\\' && i + 1 < command.Length && (quote == '\0' ? command[i + 1] is ' ' or '\t' or '"' or '\'' or '\\' : command[i + 1] == quote))
            {
                word.Append(command[++i]);
                inside = true;
            }
            else if (quote != '\0' && c == quote)
                quote = '\0';
            else if (quote == '\0' && c is '"' or '\'')
            {
                quote = c;
                inside = true;
            }
            else if (quote == '\0' && c is ' ' or '\t')
            {
                if (inside)
                    words.Add(word.ToString());
                word.Clear();
                inside = false;
            }
            else
            {
                word.Append(c);
                inside = true;
            }
        }
        if (inside)
            words.Add(word.ToString());
        return words;
    }
}
