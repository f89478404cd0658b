namespace Trefoil.Httpd.Tests.Repository;

/// <summary>The folder of the solution.</summary>
internal static class RepositoryRoot
{
    internal static string Path { get; } = Find();

    internal static IEnumerable<string> SourceFiles(string folder, string pattern) =>
        Directory.EnumerateFiles(System.IO.Path.Combine(Path, folder), pattern, SearchOption.AllDirectories)
            .Where(file => !file.Contains("/obj/", StringComparison.Ordinal) && !file.Contains("/bin/Debug/", StringComparison.Ordinal) && !file.Contains("/bin/Release/", StringComparison.Ordinal));

    private static string Find()
    {
        var directory = AppContext.BaseDirectory;
        while (!File.Exists(System.IO.Path.Combine(directory, "Trefoil.slnx")))
            directory = System.IO.Path.GetDirectoryName(directory) ?? throw new InvalidOperationException("Trefoil.slnx is in no folder above the tests.");
        return directory;
    }
}
