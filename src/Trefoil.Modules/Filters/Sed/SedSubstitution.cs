using System.Text;

namespace Trefoil.Modules.Filters.Sed;

/// <summary>The command s.</summary>
internal sealed class SedSubstitution
{
    private readonly StringBuilder _result = new();

    /// <summary>True when anything was replaced.</summary>
    internal bool Run(SedCommand command, ref string line)
    {
        Span<int> groups = stackalloc int[20];
        groups.Fill(-1);
        if (!command.Pattern!.Match(line, groups))
            return false;
        _result.Clear();
        var done = 0;
        var count = 0;
        var isReplaced = false;
        while (true)
        {
            count++;
            if (command.Which is 0 or SedCommand.AllMatches || command.Which == count)
            {
                isReplaced = true;
                _result.Append(line, done, groups[0] - done);
                Replace(command.Text, line, groups);
                done = groups[1];
            }
            var end = groups[1];
            groups.Fill(-1);
            if (command.Which == 0 || end >= line.Length || !command.Pattern.MatchFollowing(line, end, groups))
                break;
        }
        if (isReplaced)
            line = _result.Append(line, done, line.Length - done).ToString();
        return isReplaced;
    }

    private void Replace(string text, string line, ReadOnlySpan<int> groups)
    {
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (c == '&')
            {
                _result.Append(line, groups[0], groups[1] - groups[0]);
                continue;
            }
            if (c == '\\' && i + 1 < text.Length)
            {
                c = text[++i];
                if (c is >= '1' and <= '9')
                {
                    var group = (c - '0') * 2;
                    if (groups[group] >= 0)
                        _result.Append(line, groups[group], groups[group + 1] - groups[group]);
                    continue;
                }
            }
            _result.Append(c);
        }
    }
}
