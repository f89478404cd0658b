using System.Text;

namespace Trefoil.Configuration.Tables;

/// <summary>A table that is part of the assembly: lines of columns with tabs between them.</summary>
internal static class TableFile
{
    internal static IEnumerable<string[]> Rows(string name)
    {
        using var stream = typeof(TableFile).Assembly.GetManifestResourceStream(name) ?? throw new InvalidOperationException(name);
        using var reader = new StreamReader(stream, Encoding.Latin1);
        while (reader.ReadLine() is { } line)
            yield return line.Split('\t');
    }
}
