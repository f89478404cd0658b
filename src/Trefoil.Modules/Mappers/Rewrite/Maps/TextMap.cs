using System.Text;
using Trefoil.Io.Files;
using Trefoil.Io.Logs;

namespace Trefoil.Modules.Mappers.Rewrite.Maps;

/// <summary>txt: a key and a value on each line, separated by white space.</summary>
internal class TextMap : FileMap
{
    internal TextMap(string name, string path) : base(name, path)
    {
    }

    protected override string Kind => "txt";

    protected override int AccessError => 661;

    protected override string FileDescription => "text RewriteMap file";

    protected override Dictionary<string, string> Read(RuleRunner runner)
    {
        var values = new Dictionary<string, string>();
        if (FileSystem.ReadAll(Path, out var error) is not { } bytes)
        {
            Log.Write(runner.Request, LogLevel.Error, RewriteLog.ModuleName, 655, $"mod_rewrite: can't open text RewriteMap file {Path}", -error);
            return values;
        }
        foreach (var line in Encoding.Latin1.GetString(bytes).AsSpan().EnumerateLines())
            Add(values, line);
        return values;
    }

    // A line that begins with white space is a comment too, and of several values for a key the first counts.
    private static void Add(Dictionary<string, string> values, ReadOnlySpan<char> line)
    {
        const string Blanks = " \t\v\f";
        if (line.IsEmpty || line[0] == '#' || Blanks.Contains(line[0]))
            return;
        var end = line.IndexOfAny(Blanks);
        if (end < 0)
            return;
        var value = line[end..].TrimStart(Blanks);
        if (value.IsEmpty)
            return;
        var valueEnd = value.IndexOfAny(Blanks);
        values.TryAdd(line[..end].ToString(), (valueEnd < 0 ? value : value[..valueEnd]).ToString());
    }
}
