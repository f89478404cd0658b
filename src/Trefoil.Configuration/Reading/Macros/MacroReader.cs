using Trefoil.Io.Logs;

namespace Trefoil.Configuration.Reading;

/// <summary>Reads a Macro section: 1. name and parameters, 2. their checks, 3. the lines up to the end, 4. which parameters are used.</summary>
internal static class MacroReader
{
    private const string Prefixes = "$%@";

    internal static string? Read(ReadPlace place, string arguments)
    {
        var macros = place.Session.Macros;
        macros.IsUsed = true;
        var end = arguments.LastIndexOf('>');
        if (end < 0)
            return "<Macro> directive missing closing '>'";
        if (end == 0)
            return "<Macro macro definition: empty name";
        WarnBehind(place, 2801, "<Macro closing '>'", arguments[(end + 1)..]);
        var text = arguments[..end];
        var position = 0;
        var name = Words.Next(text, ref position).ToLowerInvariant();
        if (name.Length == 0)
            return "<Macro macro definition: name not found";
        var (file, line) = place.Directive.Location;
        var location = $"defined on line {line} of \"{file}\"";
        if (macros.Find(name) is { } earlier)
            Warn(place, 2802, $"macro '{name}' multiply defined: {earlier.Location}, redefined on line {line} of \"{file}\"");
        var macro = new Macro(name, location, Words.All(text[position..]), []);
        if (IsPrefixed(name))
            Warn(place, 2803, $"{macro.Title} better prefix a macro name with any of '{Prefixes}'");
        if (CheckParameters(place, macro) is { } error)
            return error;
        var lines = new List<string>();
        if (ReadLines(place, macro, lines) is { } failure)
            return $"{macro.Title}\n\tcontents error: {failure}";
        macro = macro with { Lines = lines };
        CheckContents(place, macro);
        macros.Set(macro);
        return null;
    }

    private static string? CheckParameters(ReadPlace place, Macro macro)
    {
        var names = macro.Parameters;
        for (var i = 0; i < names.Count; i++)
        {
            if (names[i].Length == 0)
                return $"{macro.Title}: empty argument #{i + 1} name";
            if (!IsPrefixed(names[i]))
                Warn(place, 2796, $"{macro.Title} argument name '{names[i]}' (#{i + 1}) without expected prefix, better prefix argument names with one of '{Prefixes}'.");
            else if (names[i].StartsWith("${", StringComparison.Ordinal))
                Warn(place, 2805, $"{macro.Title} argument name '{names[i]}' (#{i + 1}) clashes with 'Define' syntax '${{...}}', better use '$(...)'.");
            for (var j = i + 1; j < names.Count; j++)
            {
                if (names[i] == names[j])
                    return $"argument name conflict in {macro.Title}: argument '{names[i]}': #{i + 1} and #{j + 1}, change argument names!";
                if (names[j].Length > 0 && (names[i].StartsWith(names[j], StringComparison.Ordinal) || names[j].StartsWith(names[i], StringComparison.Ordinal)))
                    Warn(place, 2797, $"{macro.Title}: argument name prefix conflict ({names[i]} #{i + 1} and {names[j]} #{j + 1}), be careful about your macro definition!");
            }
        }
        return null;
    }

    private static string? ReadLines(ReadPlace place, Macro macro, List<string> lines)
    {
        var quiet = place.Session.Macros.IgnoresBadNesting;
        // Every section counts, and Macro sections apart from the others.
        int nesting = 1, macroNesting = 1;
        while (place.Builder.NextLine() is { } line)
        {
            if (line.StartsWith('#'))
                continue;
            var position = 0;
            var first = Words.Next(line, ref position);
            if (first.StartsWith("</", StringComparison.Ordinal))
            {
                if (--nesting < 0 && !quiet)
                    Warn(place, 2793, $"bad (negative) nesting on line {place.Builder.Source.Line - place.Directive.Location.Line} of {macro.Title}");
            }
            else if (first.StartsWith('<'))
                nesting++;
            if (first.Equals("</Macro>", StringComparison.OrdinalIgnoreCase))
            {
                WarnBehind(place, 2794, "directive closing", line[(line.LastIndexOf('>') + 1)..]);
                if (--macroNesting == 0)
                {
                    if (nesting != 0 && !quiet)
                        Warn(place, 2795, $"bad cumulated nesting ({nesting:+#;-#;0}) in {macro.Title}");
                    return null;
                }
            }
            else if (first.Equals("<Macro", StringComparison.OrdinalIgnoreCase))
                macroNesting++;
            lines.Add(line);
        }
        return "expected token not found: </Macro>";
    }

    private static void CheckContents(ReadPlace place, Macro macro)
    {
        if (macro.Lines.Count == 0)
        {
            Warn(place, 2799, $"{macro.Title}: empty contents!");
            return;
        }
        var used = new bool[macro.Parameters.Count];
        macro.Expand(macro.Parameters, used);
        for (var i = 0; i < used.Length; i++)
        {
            if (!used[i])
                Warn(place, 2800, $"{macro.Title}: argument '{macro.Parameters[i]}' (#{i + 1}) never used");
        }
    }

    private static bool IsPrefixed(string name) => name.Length > 0 && Prefixes.Contains(name[0]);

    private static void WarnBehind(ReadPlace place, int code, string what, string rest)
    {
        if (Words.Trim(rest).Length > 0)
            Warn(place, 2989, $"AH{code:00000}: non blank chars found after {what} on line {place.Builder.Source.Line} of {place.Builder.Source.Name}: {rest}");
    }

    private static void Warn(ReadPlace place, int code, string message) => place.Session.Report(LogLevel.Warn, "macro", code, message);
}
