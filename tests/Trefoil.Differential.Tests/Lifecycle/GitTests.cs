namespace Trefoil.Differential.Tests.Lifecycle;

/// <summary>git over HTTP through git-http-backend as a CGI script: clone, push and fetch, with bodies both small and chunked.</summary>
[Trait("Category", "Long")]
public sealed class GitTests
{
    private const string Backend = "/usr/lib/git-core/git-http-backend";

    [ServerTheory]
    [InlineData("prefork")]
    [InlineData("worker")]
    [InlineData("event")]
    public void ARepositoryIsClonedPushedAndFetched(string mpm)
    {
        Assert.True(File.Exists(Backend), "the git package is installed");
        using var scratch = new ScratchFolder();
        var repository = scratch.Folder("repositories") + "/project.git";
        Git(scratch.Path, "init", "-q", "--bare", repository);
        Git(repository, "config", "http.receivepack", "true");
        if (Signals.RunningAsRoot)
        {
            Assert.Equal(0, CommandRun.Of("chown", ["-R", "www-data:www-data", scratch.Path + "/repositories"]).ExitCode);
        }

        using var fixture = new ScriptFixture(mpm, new Dictionary<string, string>(), $"""
            SetEnv GIT_PROJECT_ROOT {scratch.Path}/repositories
            SetEnv GIT_HTTP_EXPORT_ALL 1
            ScriptAlias /git/ {Backend}/
            <Directory /usr/lib/git-core>
              Require all granted
            </Directory>
            """);
        var url = $"http://127.0.0.1:{LifecycleFixture.Text(fixture.Server.Port)}/git/project.git";
        var first = scratch.Path + "/first";
        Git(scratch.Path, "clone", "-q", url, first);
        File.WriteAllText(first + "/readme", "words\n");
        Commit(first, "small");
        Git(first, "push", "-q", "origin", "HEAD:refs/heads/main");

        // More than http.postBuffer, so that git sends it chunked; random, so that it stays large.
        var noise = new byte[3_000_000];
        new Random(7).NextBytes(noise);
        File.WriteAllBytes(first + "/noise", noise);
        Commit(first, "large");
        Git(first, "push", "-q", "origin", "HEAD:refs/heads/main");

        var second = scratch.Path + "/second";
        Git(scratch.Path, "clone", "-q", "-b", "main", url, second);
        Assert.Equal(noise, File.ReadAllBytes(second + "/noise"));
        File.WriteAllText(first + "/readme", "other words\n");
        Commit(first, "third");
        Git(first, "push", "-q", "origin", "HEAD:refs/heads/main");
        Git(second, "pull", "-q");
        Assert.Equal("other words\n", File.ReadAllText(second + "/readme"));
    }

    private static void Commit(string folder, string message)
    {
        Git(folder, "add", "-A");
        Git(folder, "-c", "user.name=t", "-c", "user.email=t@example.org", "commit", "-q", "-m", message);
    }

    private static void Git(string folder, params string[] arguments)
    {
        var environment = new Dictionary<string, string> { ["GIT_CONFIG_GLOBAL"] = "/dev/null", ["GIT_TERMINAL_PROMPT"] = "0", ["HOME"] = folder };
        var run = CommandRun.Of("git", ["-c", "safe.directory=*", .. arguments], folder, environment);
        Assert.True(run.ExitCode == 0, $"git {string.Join(' ', arguments)}: {run.Error}");
    }
}
