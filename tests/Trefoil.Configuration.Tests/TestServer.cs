using System.Text;
using Trefoil.Configuration.Reading;
using Trefoil.Io.Logs;

namespace Trefoil.Configuration.Tests;

/// <summary>A directory with configuration files, read with <see cref="TestModules"/>.</summary>
internal sealed class TestServer : IDisposable
{
    public string Root { get; } = Directory.CreateTempSubdirectory("trefoil-configuration-").FullName;

    public TestModules Modules { get; } = new();

    public List<LogRecord> Reports { get; } = [];

    public void Write(string name, string text)
    {
        var path = Path.Combine(Root, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text, Encoding.Latin1);
    }

    public ReadResult Read(IReadOnlyList<string>? defines = null, IReadOnlyList<string>? before = null, IReadOnlyList<string>? after = null, ILogOpener? logs = null) =>
        ConfigurationReader.Read(
            new ReadOptions
            {
                ServerRoot = Root,
                ConfigFile = "httpd.conf",
                Defines = defines ?? [],
                BeforeDirectives = before ?? [],
                AfterDirectives = after ?? [],
                Report = Reports.Add,
                LogOpener = logs,
            },
            Modules);

    public HttpdConfiguration Accept(string text)
    {
        Write("httpd.conf", text);
        var result = Read();
        Assert.Null(result.ErrorText);
        return result.Configuration!;
    }

    public string Refuse(string text)
    {
        Write("httpd.conf", text);
        var result = Read();
        Assert.NotNull(result.ErrorText);
        return result.ErrorText;
    }

    public void Dispose() => Directory.Delete(Root, recursive: true);
}
