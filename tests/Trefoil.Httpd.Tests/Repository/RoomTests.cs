using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace Trefoil.Httpd.Tests.Repository;

/// <summary>Imports go down the list of rooms only, and what is not memory-safe stays on the ground floor.</summary>
public sealed class RoomTests
{
    // From the top floor to the ground, with what each may import.
    private static readonly Dictionary<string, string[]> Rooms = new()
    {
        ["Trefoil.Httpd"] = ["Trefoil.Modules", "Trefoil.Mpm", "Trefoil.Http", "Trefoil.Configuration", "Trefoil.Io"],
        ["Trefoil.Modules"] = ["Trefoil.Mpm", "Trefoil.Http", "Trefoil.Configuration", "Trefoil.Io"],
        ["Trefoil.Mpm"] = ["Trefoil.Configuration", "Trefoil.Io"],
        ["Trefoil.Http"] = ["Trefoil.Configuration", "Trefoil.Io"],
        ["Trefoil.Configuration"] = ["Trefoil.Io"],
        ["Trefoil.Io"] = [],
    };

    public static TheoryData<string> Projects => [.. Directory.GetDirectories(RepositoryRoot.Path + "/src").Select(Path.GetFileName).OfType<string>()];

    [Theory]
    [MemberData(nameof(Projects))]
    public void Imports_go_down_only(string project)
    {
        Assert.True(Rooms.ContainsKey(project), project + " is in no list of rooms; say here what it may import");
        var document = XDocument.Load($"{RepositoryRoot.Path}/src/{project}/{project}.csproj");
        var references = document.Descendants("ProjectReference").Select(reference => Path.GetFileNameWithoutExtension((string?)reference.Attribute("Include")));
        Assert.Empty(references.Except(Rooms[project]));
        Assert.Empty(document.Descendants("PackageReference"));
    }

    [Theory]
    [MemberData(nameof(Projects))]
    public void Unsafe_code_and_native_calls_live_in_Io(string project)
    {
        if (project == "Trefoil.Io")
            return;
        Assert.DoesNotContain("AllowUnsafeBlocks", File.ReadAllText($"{RepositoryRoot.Path}/src/{project}/{project}.csproj"), StringComparison.Ordinal);
        Assert.Empty(FilesWith("src/" + project, new Regex(@"^\s*(?!//).*(\bunsafe\b\s*(\{|static|struct|class|partial|delegate)|\[(LibraryImport|DllImport)\b)", RegexOptions.Multiline)));
    }

    [Fact]
    public void Native_calls_are_declared_in_the_native_room()
    {
        var elsewhere = FilesWith("src/Trefoil.Io", new Regex(@"\[(LibraryImport|DllImport)\b")).Where(file => !file.Contains("/Native/", StringComparison.Ordinal));
        Assert.Empty(elsewhere);
    }

    [Fact]
    public void Patterns_of_the_server_are_PCRE2() => Assert.Empty(FilesWith("src", new Regex(@"System\.Text\.RegularExpressions")));

    private static List<string> FilesWith(string folder, Regex pattern) =>
        [.. RepositoryRoot.SourceFiles(folder, "*.cs").Where(file => pattern.IsMatch(File.ReadAllText(file)))];
}
