using System.Text;

namespace Trefoil.Configuration.Reading;

/// <summary>A macro: its lines, in which each use puts words in the place of the parameters.</summary>
/// <param name="Name">In lower case.</param>
/// <param name="Location">"defined on line N of "FILE"".</param>
/// <param name="Parameters">Names as written, with their $, % or @.</param>
/// <param name="Lines">The content.</param>
internal sealed record Macro(string Name, string Location, IReadOnlyList<string> Parameters, IReadOnlyList<string> Lines)
{
    /// <summary>"macro 'x' (defined on line N of "FILE")".</summary>
    internal string Title => $"macro '{Name}' ({Location})";

    internal List<string> Expand(IReadOnlyList<string> words, bool[]? used = null)
    {
        var lines = new List<string>(Lines.Count);
        foreach (var line in Lines)
            lines.Add(Substitute(line, words, used));
        return lines;
    }

    /// <summary>Leftmost first, of several parameters at one place the longest; what was put in is not looked at again.</summary>
    private string Substitute(string line, IReadOnlyList<string> words, bool[]? used)
    {
        var result = new StringBuilder();
        var from = 0;
        while (true)
        {
            int at = -1, which = -1;
            for (var i = 0; i < Parameters.Count; i++)
            {
                var found = line.IndexOf(Parameters[i], from, StringComparison.Ordinal);
                if (found < 0 || (at >= 0 && (found > at || (found == at && Parameters[i].Length <= Parameters[which].Length))))
                    continue;
                at = found;
                which = i;
            }
            if (at < 0)
                return result.Append(line, from, line.Length - from).ToString();
            result.Append(line, from, at - from).Append(words[which]);
            if (used is not null)
                used[which] = true;
            from = at + Parameters[which].Length;
        }
    }
}
