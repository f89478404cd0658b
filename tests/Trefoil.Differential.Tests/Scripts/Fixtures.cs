using System.Globalization;

namespace Trefoil.Differential.Tests.Scripts;

/// <summary>Writes the files of a group; both servers read the same ones, so inodes and times are equal.</summary>
internal static class Fixtures
{
    public static void Write(CaseGroup group, string root)
    {
        var tree = new DocumentTree(root);
        tree.AddFolder("www");
        foreach (var file in group.Files)
        {
            switch (file.Kind)
            {
                case "dir":
                    tree.AddFolder(file.Name);
                    break;
                case "link":
                    tree.AddLink(file.Name, file.Argument.Replace("-> ", "", StringComparison.Ordinal).Replace("@ROOT@", root, StringComparison.Ordinal));
                    break;
                default:
                    WriteFile(tree, file, root);
                    break;
            }
        }

        tree.Settle();
    }

    private static void WriteFile(DocumentTree tree, FixtureFile file, string root)
    {
        var lines = file.Lines.ToList();
        while (lines.Count > 0 && lines[^1].Length == 0)
        {
            lines.RemoveAt(lines.Count - 1);
        }

        var content = string.Concat(lines.Select(line => line + "\n")).Replace("@ROOT@", root, StringComparison.Ordinal);
        int? mode = null;
        DateTime? modified = null;
        foreach (var option in file.Argument.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            var value = option[(option.IndexOf('=', StringComparison.Ordinal) + 1)..];
            switch (option[..option.IndexOf('=', StringComparison.Ordinal)])
            {
                case "mode":
                    mode = Convert.ToInt32(value, 8);
                    break;
                case "mtime":
                    modified = DateTime.Parse(value, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal | DateTimeStyles.AssumeUniversal);
                    break;
                case "size":
                    content = Pattern(int.Parse(value, CultureInfo.InvariantCulture));
                    break;
                case "text":
                    content = CaseParser.Unescape(value);
                    break;
                default:
                    throw new FormatException("Unknown option of a file: " + option);
            }
        }

        tree.Add(file.Name, content, modified, mode);
    }

    /// <summary>Bytes whose position can be read off, so that a wrong range shows.</summary>
    private static string Pattern(int size) => string.Create(size, size, static (span, _) =>
    {
        for (var index = 0; index < span.Length; index++)
        {
            span[index] = index % 64 == 63 ? '\n' : (char)('!' + (index / 64 + index) % 90);
        }
    });
}
