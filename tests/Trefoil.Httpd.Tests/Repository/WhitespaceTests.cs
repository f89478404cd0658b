namespace Trefoil.Httpd.Tests.Repository;

public sealed class WhitespaceTests
{
    [Theory]
    [InlineData("src")]
    [InlineData("tests")]
    public void Source_has_no_tabs_trailing_blanks_or_carriage_returns_and_ends_in_a_line_end(string folder)
    {
        var bad = new List<string>();
        foreach (var file in RepositoryRoot.SourceFiles(folder, "*.cs"))
        {
            var lines = File.ReadAllText(file).Split('\n');
            for (var i = 0; i < lines.Length; i++)
            {
                if (lines[i].Contains('\t') || lines[i].Contains('\r') || lines[i].EndsWith(' '))
                    bad.Add($"{file}:{i + 1}");
            }
            if (lines[^1].Length > 0 || (lines.Length > 1 && lines[^2].Length == 0))
                bad.Add(file + ": end of file");
        }
        Assert.Empty(bad);
    }
}
