using System.Text;
using Trefoil.Configuration.Expressions;

namespace Trefoil.Modules.Filters.Sed;

/// <summary>A basic regular expression, with groups \(...\), counts \{m,n\} and back references; everything else that is special elsewhere is plain here.</summary>
internal sealed class SedPattern
{
    private const int MostGroups = 9;

    private readonly IPattern _first;
    private readonly IPattern? _following;

    private SedPattern(IPattern first, IPattern? following, int groups)
    {
        _first = first;
        _following = following;
        GroupCount = groups;
    }

    internal int GroupCount { get; }

    /// <summary>Finds the first match in a line.</summary>
    internal bool Match(string line, Span<int> groups) => _first.Match(line, groups) > 0;

    /// <summary>Finds a further match from a place on, which is where the one before ended.</summary>
    internal bool MatchFollowing(string line, int start, Span<int> groups)
    {
        if (_following is null || _following.Match(line[start..], groups) <= 0)
            return false;
        for (var i = 0; i < groups.Length; i++)
        {
            if (groups[i] >= 0)
                groups[i] += start;
        }
        return true;
    }

    /// <summary>Reads up to the delimiter. Null with an error; null without one for an empty expression.</summary>
    internal static SedPattern? Read(string text, ref int at, char delimiter, IPatternCompiler compiler, out string? error)
    {
        error = null;
        if (at >= text.Length && delimiter != '\0')
        {
            error = "Illegal or missing delimiter";
            return null;
        }
        if (at >= text.Length || text[at] == delimiter)
        {
            at++;
            return null;
        }
        var reader = new Translation(text, at, delimiter);
        error = reader.Run();
        at = reader.At;
        if (error is not null)
            return null;
        var first = compiler.Compile(reader.First.ToString(), ignoreCase: false, out error);
        var following = reader.IsAnchored || first is null ? null : compiler.Compile(reader.Following.ToString(), ignoreCase: false, out error);
        return first is null ? null : new SedPattern(first, following, reader.Groups);
    }

    /// <summary>From the basic form to the form of PCRE2.</summary>
    private sealed class Translation(string text, int start, char delimiter)
    {
        private readonly Stack<int> _open = [];
        private int _closed;
        private bool _isRepeated;

        internal StringBuilder First { get; } = new();

        /// <summary>For matches behind the first: a repeated part may not end where the search begins.</summary>
        internal StringBuilder Following { get; } = new();

        internal int At { get; private set; } = start;

        internal int Groups { get; private set; }

        internal bool IsAnchored { get; private set; }

        internal string? Run()
        {
            if (text[At] == '^')
            {
                At++;
                IsAnchored = true;
                Add("\\A");
            }
            var canRepeat = false;
            while (true)
            {
                if (At >= text.Length)
                    return "Illegal or missing delimiter";
                var c = text[At++];
                if (c == delimiter)
                    return _open.Count > 0 ? "\\( \\) imbalance" : null;
                string? error = null;
                switch (c)
                {
                    case '*' when canRepeat:
                        if (!_isRepeated)
                            Repeat("*");
                        continue;
                    case '.':
                        Add("(?s:.)");
                        break;
                    case '$' when At < text.Length && text[At] == delimiter:
                        Add("\\z");
                        break;
                    case '[':
                        error = Bracket();
                        break;
                    case '\\':
                        if (At >= text.Length)
                            return "Illegal or missing delimiter";
                        error = Escaped(ref canRepeat, out var isDone);
                        if (error is not null)
                            return error;
                        if (isDone)
                            continue;
                        break;
                    default:
                        Literal(c);
                        break;
                }
                if (error is not null)
                    return error;
                canRepeat = true;
            }
        }

        private string? Escaped(ref bool canRepeat, out bool isDone)
        {
            isDone = true;
            var c = text[At++];
            switch (c)
            {
                case '(':
                    if (Groups >= MostGroups)
                        return "Too many \\(";
                    _open.Push(Groups++);
                    Add("(");
                    canRepeat = false;
                    return null;
                case ')':
                    if (_open.Count == 0)
                        return "\\( \\) imbalance";
                    _open.Pop();
                    _closed++;
                    Add(")");
                    canRepeat = false;
                    return null;
                case '{' when canRepeat:
                    return Count();
                case >= '1' and <= '9':
                    if (c - '1' >= _closed)
                        return "``\\digit'' out of range";
                    Add($"(?:\\{c})");
                    canRepeat = true;
                    return null;
                default:
                    isDone = false;
                    Literal(c == 'n' ? '\n' : c);
                    return null;
            }
        }

        private string? Count()
        {
            Span<int> limits = stackalloc int[2];
            var count = 0;
            while (true)
            {
                if (count == 2)
                    return "More than 2 numbers given in \\{ \\}";
                var number = 0;
                var digits = 0;
                while (At < text.Length && text[At] is not ('\\' or ',') || digits == 0)
                {
                    if (At >= text.Length || !char.IsAsciiDigit(text[At]))
                        return "Bad number";
                    number = Math.Min((number * 10) + text[At++] - '0', 1000);
                    digits++;
                }
                if (At >= text.Length)
                    return "Bad number";
                if (number >= 255)
                    return "Range endpoint too large";
                limits[count++] = number;
                if (text[At++] == '\\')
                    break;
                if (At < text.Length && text[At] == '\\')
                {
                    At++;
                    limits[1] = -1;
                    count = 2;
                    break;
                }
            }
            if (At >= text.Length || text[At++] != '}')
                return "} expected after \\";
            if (count == 2 && limits[1] >= 0 && limits[1] < limits[0])
                return "First number exceeds second in \\{ \\}";
            Repeat(count == 1 ? $"{{{limits[0]}}}" : limits[1] < 0 ? $"{{{limits[0]},}}" : $"{{{limits[0]},{limits[1]}}}");
            return null;
        }

        // A bracket at its beginning is itself, a backslash nothing special.
        private string? Bracket()
        {
            var set = new StringBuilder("[");
            if (At < text.Length && text[At] == '^')
            {
                set.Append('^');
                At++;
            }
            for (var isFirst = true; ; isFirst = false)
            {
                if (At >= text.Length || text[At] == '\n')
                    return "[ ] imbalance";
                var c = text[At++];
                if (c == ']' && !isFirst)
                    break;
                var isRange = c == '-' && !isFirst && At < text.Length && text[At] != ']';
                set.Append(isRange ? "-" : char.IsAsciiLetterOrDigit(c) || c > '\x7f' ? c.ToString() : "\\" + c);
            }
            Add(set.Append(']').ToString());
            return null;
        }

        private void Literal(char c) => Add(char.IsAsciiLetterOrDigit(c) || c > '\x7f' || c < ' ' ? c.ToString() : "\\" + c);

        private void Add(string part)
        {
            _isRepeated = false;
            First.Append(part);
            Following.Append(part);
        }

        private void Repeat(string count)
        {
            _isRepeated = true;
            First.Append(count);
            Following.Append(count).Append("(?!\\A)");
        }
    }
}
