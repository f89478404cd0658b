using Trefoil.Configuration.Applying;
using Trefoil.Configuration.Directives;

namespace Trefoil.Configuration.Reading;

/// <summary>
/// Builds the tree of directives out of one source of lines:
/// 1. take a logical line and put variables in, 2. cut off the directive's name, 3. if the directive acts while reading (Include, IfModule,
/// Define, Use ...) let it act and put what it yields in its place, 4. otherwise open a section, close one, or add the directive.
/// </summary>
internal sealed class TreeBuilder
{
    private readonly ReadSession _session;
    private readonly Stack<LineSource> _outer = new();

    internal TreeBuilder(ReadSession session, LineSource source)
    {
        _session = session;
        Source = source;
    }

    /// <summary>What is being read: the file, or a macro used in it.</summary>
    internal LineSource Source { get; private set; }

    /// <summary>Where reading failed; null if the error has no place of its own.</summary>
    internal SourceLocation? Failed { get; private set; }

    /// <summary>Goes on with other lines, and then with those behind the directive at hand.</summary>
    internal void Insert(LineSource lines)
    {
        _outer.Push(Source);
        Source = lines;
    }

    /// <summary>The next line, of the outer source where an inserted one ends.</summary>
    internal string? NextLine()
    {
        while (true)
        {
            if (Source.Next() is { } line)
                return line;
            if (!_outer.TryPop(out var outer))
                return null;
            Source = outer;
        }
    }

    /// <summary>Reads to the end. Gives null or the reason why not.</summary>
    internal string? ReadAll(List<Directive> into)
    {
        var open = new Stack<Directive>();
        while (NextLine() is { } line)
        {
            if (ReadLine(line, into, open) is { } error)
                return error;
        }
        if (open.Count == 0)
            return null;
        string? unclosed = null;
        while (open.TryPop(out var section))
        {
            Failed = section.Location;
            unclosed = (unclosed is null ? "" : unclosed + "\n") + $"{section.Location.File}:{section.Location.Line}: {section.Name}> was not closed.";
            Forgive(section.Location, $"{section.Name}> was not closed.");
        }
        return _session.Grades is null ? unclosed : null;
    }

    /// <summary>Reads on to the line that closes a load-time section; the end of the source closes it as well.</summary>
    internal string? ReadSection(string name, List<Directive> into)
    {
        var open = new Stack<Directive>();
        var close = $"</{name}>";
        while (NextLine() is { } line)
        {
            if (open.Count == 0 && line.Equals(close, StringComparison.OrdinalIgnoreCase))
                return null;
            if (ReadLine(line, into, open) is { } error)
                return error;
        }
        return null;
    }

    /// <summary>Skips to the end of a load-time section, the sections inside it must nest.</summary>
    internal string? SkipSection(string name)
    {
        while (NextLine() is { } line)
        {
            var position = 0;
            var word = Words.Next(line, ref position);
            if (!word.StartsWith('<'))
                continue;
            if (word.StartsWith("</", StringComparison.Ordinal))
            {
                word = word[..^1];
                return word[2..].Equals(name, StringComparison.OrdinalIgnoreCase) ? null : $"Expected </{name}> but saw {word}>";
            }
            if (SkipSection(word.EndsWith('>') ? word[1..^1] : word[1..]) is { } error)
                return error;
        }
        return $"Expected </{name}> before end of configuration";
    }

    private string? ReadLine(string line, List<Directive> into, Stack<Directive> open)
    {
        if (line.Length == 0 || line[0] == '#')
            return null;
        line = _session.Variables.Resolve(line, _session.Report);
        var position = 0;
        var name = Words.Next(line, ref position);
        if (name.Length == 0)
            return null;
        var arguments = line[position..];
        if (!name.StartsWith("</", StringComparison.Ordinal) && name[0] == '<')
        {
            if (name[^1] == '>')
                name = name[..^1];
            if (arguments.Length == 0)
                arguments = ">";
        }
        var location = new SourceLocation(Source.Name, Source.Line);
        var isSection = name[0] == '<' && !name.StartsWith("</", StringComparison.Ordinal);
        var directive = new Directive(name, arguments, location, isSection ? [] : null);
        var target = open.TryPeek(out var parent) ? parent.Children! : into;
        if (_session.Modules.Commands.Find(name) is { } definitions && definitions.Exists(static row => ReadDirective.HandlerOf(row) is not null))
        {
            Failed = location;
            _session.Grades?.Begin(directive);
            return Settle(ActNow(directive, definitions, target, parent));
        }
        if (name[0] != '<')
            target.Add(directive);
        else if (!isSection)
            return Close(name, location, open) is { } error && !Forgive(location, error) ? error : null;
        else
        {
            target.Add(directive);
            open.Push(directive);
        }
        return null;
    }

    /// <summary>The end of a directive that acts while text is read: where grades are taken its error is one of them.</summary>
    private string? Settle(string? error)
    {
        if (_session.Grades is not { } grades)
            return error;
        grades.End(error);
        return null;
    }

    private bool Forgive(SourceLocation place, string error)
    {
        _session.Grades?.Refuse(place, error);
        return _session.Grades is not null;
    }

    private string? Close(string name, SourceLocation location, Stack<Directive> open)
    {
        Failed = location;
        if (!open.TryPeek(out var section))
            return $"{name} without matching <{name[2..]} section";
        if (name[^1] != '>')
            return $"{name}> directive missing closing '>'";
        if (!name.AsSpan(2, name.Length - 3).Equals(section.Name.AsSpan(1), StringComparison.OrdinalIgnoreCase))
            return $"Expected </{section.Name[1..]}> but saw {name}";
        open.Pop();
        return null;
    }

    private string? ActNow(Directive directive, List<DirectiveDefinition> definitions, List<Directive> target, Directive? parent)
    {
        foreach (var definition in definitions)
        {
            if (ReadDirective.HandlerOf(definition) is not { } handler)
                continue;
            if (!ReadPlaceAllows(definition, directive, parent, out var refusal))
            {
                if (refusal is null)
                    continue;
                return refusal;
            }
            var yield = new List<Directive>();
            var place = new ReadPlace(_session, this, directive, yield);
            var error = ArgumentCutter.Cut(definition, directive.Arguments, arguments => handler(place, arguments));
            if (error is not null)
                return error;
            target.AddRange(yield);
        }
        return null;
    }

    private bool ReadPlaceAllows(DirectiveDefinition definition, Directive directive, Directive? parent, out string? refusal)
    {
        refusal = null;
        if ((_session.Override & definition.AllowedIn) != 0 || _session.Htaccess?.OverrideList?.Contains(definition.Name) == true)
            return true;
        if (_session.Htaccess is { NonfatalOverride: true })
        {
            _session.Report(Io.Logs.LogLevel.Info, "core", 2295, $"{definition.Name} in .htaccess forbidden by AllowOverride");
            return false;
        }
        refusal = ContextCheck.NotAllowed(definition.Name, parent?.Name);
        return false;
    }
}
