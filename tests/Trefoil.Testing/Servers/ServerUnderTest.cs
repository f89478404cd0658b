namespace Trefoil.Testing;

/// <summary>Finds the server to test: TREFOIL_HTTPD, else dist/bin/httpd upwards from the test assembly.</summary>
public static class ServerUnderTest
{
    public static ServerProgram Program { get; } = new("server under test", Find());

    public static bool Exists => Program.Exists;

    private static string? Find()
    {
        var named = Environment.GetEnvironmentVariable("TREFOIL_HTTPD");
        if (!string.IsNullOrEmpty(named))
        {
            return named;
        }

        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var candidate = System.IO.Path.Combine(folder.FullName, "dist", "bin", "httpd");
            if (File.Exists(candidate))
            {
                return candidate;
            }
        }

        return null;
    }
}
