using System.Text;
using Trefoil.Http.Core;
using Trefoil.Http.Messages;
using Trefoil.Http.Uris;
using Trefoil.Io.Processes;
using Trefoil.Modules.Generators.Suexec;
using Trefoil.Mpm.Spawner;

namespace Trefoil.Modules.Generators.Cgi;

/// <summary>The order for a script: its arguments, environment, directory, limits and user.</summary>
internal static class ScriptCommand
{
    private const int MostArguments = 255;

    // What a shell would act upon; a newline and 0xFF too (ap_escape_shell_cmd).
    private const string ShellSpecial = "&;`'\"|*?~<>^()[]{}$\\\n\xff";

    /// <summary>A script of its own file; the query without "=" becomes its arguments (RFC 3875, 4.4).</summary>
    internal static ScriptOrder ForFile(Request request)
    {
        var filename = request.Filename!;
        return Make(request, filename, [filename, .. QueryWords(request.QueryString)], filename[..(filename.LastIndexOf('/') + 1)]);
    }

    /// <summary>A command for the shell, in the directory of the request's file.</summary>
    internal static ScriptOrder ForShell(Request request, string command)
    {
        var filename = request.Filename ?? "/";
        return Make(request, "/bin/sh", ["/bin/sh", "-c", command], filename[..(filename.LastIndexOf('/') + 1)]);
    }

    internal static List<string> QueryWords(string? query)
    {
        var words = new List<string>();
        if (string.IsNullOrEmpty(query) || query.Contains('='))
            return words;
        var parts = query.Split('+');
        for (var i = 0; i < parts.Length && words.Count < MostArguments; i++)
        {
            UriEscaping.Unescape(parts[i], out var plain);
            var zero = plain.IndexOf('\0');
            words.Add(ShellEscape(zero < 0 ? plain : plain[..zero]));
        }
        return words;
    }

    /// <summary>The environment as NAME=value, with names that a shell could have (ap_create_environment).</summary>
    internal static List<string> Environment(Request request)
    {
        var table = request.Environment;
        var variables = new List<string>(table.Count + 1);
        if (System.Environment.GetEnvironmentVariable("TZ") is { } zone && !table.Contains("TZ"))
            variables.Add("TZ=" + zone);
        for (var i = 0; i < table.Count; i++)
            variables.Add(NameFor(table[i].Key) + "=" + table[i].Value);
        return variables;
    }

    private static ScriptOrder Make(Request request, string program, List<string> arguments, string directory) => new()
    {
        Program = program,
        Arguments = arguments,
        Environment = Environment(request),
        Directory = directory,
        Limits = Limits(request.Directory<CoreDirectorySettings>()),
        User = SuexecIdentity.Of(request),
    };

    private static List<ScriptLimit> Limits(CoreDirectorySettings settings)
    {
        var limits = new List<ScriptLimit>();
        Add(limits, ResourceLimits.Cpu, settings.CpuLimit);
        Add(limits, ResourceLimits.AddressSpace, settings.MemoryLimit);
        Add(limits, ResourceLimits.Processes, settings.ProcessLimit);
        return limits;
    }

    private static void Add(List<ScriptLimit> limits, int resource, ResourceLimit? limit)
    {
        if (limit is not null)
            limits.Add(new ScriptLimit(resource, limit.Soft, limit.Hard));
    }

    private static string NameFor(string name)
    {
        if (name.All(static c => char.IsAsciiLetterOrDigit(c) || c == '_') && !(name.Length > 0 && char.IsAsciiDigit(name[0])))
            return name;
        return string.Create(name.Length, name, static (span, from) =>
        {
            for (var i = 0; i < from.Length; i++)
                span[i] = char.IsAsciiLetterOrDigit(from[i]) && (i > 0 || !char.IsAsciiDigit(from[i])) ? from[i] : '_';
        });
    }

    private static string ShellEscape(string text)
    {
        if (text.AsSpan().IndexOfAny(ShellSpecial) < 0)
            return text;
        var result = new StringBuilder(text.Length + 8);
        foreach (var c in text)
        {
            if (ShellSpecial.Contains(c))
                result.Append('\\');
            result.Append(c);
        }
        return result.ToString();
    }
}
