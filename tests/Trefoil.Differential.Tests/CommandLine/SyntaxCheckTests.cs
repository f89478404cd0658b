using System.Text;

namespace Trefoil.Differential.Tests.CommandLine;

/// <summary>`httpd -t` on broken configurations: exit code and message as Apache's.</summary>
public sealed class SyntaxCheckTests
{
    private static readonly string[] Modules =
    [
        "authz_core", "authz_host", "authz_user", "authn_core", "authn_file", "auth_basic", "access_compat", "alias", "autoindex", "deflate",
        "dir", "env", "expires", "filter", "headers", "log_config", "macro", "mime", "negotiation", "rewrite", "setenvif", "substitute",
    ];

    public static TheoryData<string, string> Rows()
    {
        var rows = new TheoryData<string, string>();
        var file = Path.Combine(AppContext.BaseDirectory, "CommandLine", "broken-configurations.txt");
        foreach (var block in File.ReadAllText(file, Encoding.Latin1).Split("--- ", StringSplitOptions.RemoveEmptyEntries))
        {
            var lineEnd = block.IndexOf('\n', StringComparison.Ordinal);
            rows.Add(block[..lineEnd], block[(lineEnd + 1)..]);
        }

        return rows;
    }

    [OracleTheory]
    [MemberData(nameof(Rows))]
    public void ReportsLikeApache(string title, string body)
    {
        using var scratch = new ScratchFolder();
        var text = ConfigTemplate.Framed("event", Modules, body).Fill(8080, scratch.Path, scratch.Path);
        var file = scratch.Write("httpd.conf", text);
        var expected = Check(ApacheOracle.Program, file, scratch.Path);
        var actual = Check(ServerUnderTest.Program, file, scratch.Path);
        KnownDifferences.Check("syntax " + title, expected == actual ? null : ResponseComparer.Report(expected, actual));
    }

    private static string Check(ServerProgram program, string file, string folder)
    {
        var run = CommandRun.Of(program.Path!, ["-t", "-f", file]);
        return $"exit {run.ExitCode}\nout: {ConsoleText.Normal(run.Output, folder)}\nerror: {ConsoleText.Normal(run.Error, folder)}";
    }
}
