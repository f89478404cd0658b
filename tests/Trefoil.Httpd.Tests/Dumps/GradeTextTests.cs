using Trefoil.Configuration.Grading;
using Trefoil.Configuration.Reading;
using Trefoil.Httpd.Composition;
using Trefoil.Httpd.Dumps;

namespace Trefoil.Httpd.Tests.Dumps;

public sealed class GradeTextTests : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("trefoil-grade-").FullName;

    [Fact]
    public void A_configuration_that_works_is_told_in_two_lines()
    {
        var (book, file) = Read("Listen 127.0.0.1:8080\n");
        Assert.Equal($"1 directive in 1 file: 1 supported, 0 without effect, 0 unsupported, 0 refused\n{file} can be served as it is.\n", GradeText.Of(book, file));
        Assert.Equal(0, GradeText.ExitCode(book));
    }

    [Fact]
    public void What_is_lacking_stands_under_its_file_with_its_line()
    {
        File.WriteAllText(Path.Combine(_root, "tls.conf"), "LoadModule ssl_module x.so\n<VirtualHost *:443>\nSSLProtocol all\nSSLEngine on\n</VirtualHost>\n");
        var (book, file) = Read("Include tls.conf\nNonsense\n");
        var text = GradeText.Of(book, file);
        Assert.Contains($"{_root}/tls.conf\n     1  without effect  LoadModule: ssl_module is not part", text);
        Assert.Contains("     4  unsupported     SSLEngine: ", text);
        Assert.Contains($"{file}\n     2  refused         Nonsense: Invalid command", text);
        Assert.Contains("Lacking modules:\n     2  ssl_module\n", text);
        Assert.Contains("6 directives in 2 files: 2 supported, 1 without effect, 2 unsupported, 1 refused\n", text);
        Assert.Equal(1, GradeText.ExitCode(book));
    }

    public void Dispose() => Directory.Delete(_root, recursive: true);

    private (GradeBook Book, string File) Read(string text)
    {
        File.WriteAllText(Path.Combine(_root, "httpd.conf"), text);
        var book = new GradeBook();
        var result = ConfigurationReader.Read(new ReadOptions { ServerRoot = _root, ConfigFile = "httpd.conf", IsTest = true, Grades = book }, new ModuleCatalog());
        return (book, result.Configuration!.Facts.ConfigFile);
    }
}
