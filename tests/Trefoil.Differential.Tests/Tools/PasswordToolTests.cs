using System.Text.RegularExpressions;

namespace Trefoil.Differential.Tests.Tools;

/// <summary>htpasswd, htdigest and htdbm beside those of apache2-utils: the same commands give the same texts, codes and files, and each reads what the other has written.</summary>
public sealed partial class PasswordToolTests
{
    [OracleTheory]
    [InlineData("htpasswd -cb f u p; htpasswd -b f v q; htpasswd -b f u r; htpasswd -D f v; htpasswd -D f v; cut -d: -f1 f")]
    [InlineData("htpasswd -cb f u p; htpasswd -vb f u p; echo $?; htpasswd -vb f u x; echo $?; htpasswd -vb f w x; echo $?")]
    [InlineData("printf '# comment\\nv:x\\n\\nw:y\\n' > f; htpasswd -bp f v z; cat f")]
    [InlineData("htpasswd -b none u p; echo $?; htpasswd -cb none/f u p; echo $?")]
    [InlineData("htpasswd -nbs u p; htpasswd -nbp u p; htpasswd -nbm u p | cut -c1-8; htpasswd -nbd u p | wc -c")]
    [InlineData("htpasswd -nb2 u p | cut -c1-5; htpasswd -nb5 u p | cut -c1-5; htpasswd -nb5 -r 6000 u p | cut -c1-17; htpasswd -nbB -C 6 u p | cut -c1-9; htpasswd -nbB u p | cut -c1-9")]
    [InlineData("htpasswd -nbB -C 99 u p; echo $?; htpasswd -nbB -C x u p; echo $?; htpasswd -nb u:x p; echo $?; htpasswd -cD f u; echo $?")]
    [InlineData("echo word | htpasswd -ni u | cut -c1-8; echo word | htpasswd -ci f u; echo word | htpasswd -vi f u; echo $?")]
    [InlineData("htpasswd -b f $(printf 'a%.0s' $(seq 300)) p; echo $?; htpasswd -nbd u 123456789 | wc -c; htpasswd -nb u '' | cut -c1-8")]
    [InlineData("(echo p; echo p) | setsid -w htdigest -c f realm u; cat f; (echo q; echo q) | setsid -w htdigest f realm u; cat f; (echo q; echo q) | setsid -w htdigest f other u; cat f")]
    [InlineData("(echo p; echo x) | setsid -w htdigest -c f realm u; echo $?; htdigest none realm u; echo $?")]
    [InlineData("htdbm -cbTSDBM d u p; htdbm -bTSDBM d v q; htdbm -btTSDBM d w r 'a comment'; htdbm -lTSDBM d; htdbm -xTSDBM d v; htdbm -xTSDBM d v; echo $?; htdbm -lTSDBM d")]
    [InlineData("htdbm -cbTSDBM d u p; htdbm -vbTSDBM d u p; echo $?; htdbm -vbTSDBM d u x; echo $?; htdbm -vbTSDBM d no x; echo $?; htdbm -nbp u p")]
    [InlineData("printf '127.0.0.1 - - x\\n\\nname.example - - y\\n999.1.1.1 z\\n' | logresolve | tail -n +2")]
    public void PrintsAndWritesLikeApaches(string script)
    {
        Assert.Equal(Run(script, "/usr/bin:/bin"), Run(script, OursFirst(out var folder)));
        Directory.Delete(folder, recursive: true);
    }

    [OracleFact]
    public void EachReadsWhatTheOtherHasWritten()
    {
        var path = OursFirst(out var folder);
        const string Write = "for m in m s d 2 5 B; do htpasswd -b$m f user$m 'pass word'; done; ";
        const string Read = "for m in m s d 2 5 B; do htpasswd -vb f user$m 'pass word' || exit 1; htpasswd -vb f user$m other && exit 1; done; echo good";
        Assert.EndsWith("good\n", Run($"touch f; PATH=/usr/bin:/bin; {Write} PATH={path}; {Read}", path));
        Assert.EndsWith("good\n", Run($"touch f; {Write} PATH=/usr/bin:/bin; {Read}", path));
        Directory.Delete(folder, recursive: true);
    }

    /// <summary>Enough users for pages that split: Apache's tool finds all of them by their hash.</summary>
    [OracleFact]
    public void ALargeDatabaseOfOursIsOneForApache()
    {
        var path = OursFirst(out var folder);
        const string Fill = "htdbm -cbsTSDBM d user0 p; for i in $(seq 1 60); do PATH=/usr/bin:/bin htdbm -bsTSDBM d user-with-a-name-of-some-length-$i p$i; done; htdbm -bsTSDBM d last p; ";
        const string Check = "PATH=/usr/bin:/bin; for i in $(seq 1 60); do htdbm -vbTSDBM d user-with-a-name-of-some-length-$i p$i || exit 1; done; htdbm -vbTSDBM d user0 p && htdbm -vbTSDBM d last p && echo good";
        Assert.EndsWith("good\n", Run(Fill + Check, path));
        Directory.Delete(folder, recursive: true);
    }

    private static string OursFirst(out string folder)
    {
        folder = Directory.CreateTempSubdirectory("trefoil-tools-").FullName;
        foreach (var tool in (string[])["htpasswd", "htdigest", "htdbm", "logresolve"])
            File.CreateSymbolicLink(Path.Combine(folder, tool), ServerUnderTest.Program.Path!);
        return folder + ":/usr/bin:/bin";
    }

    private static string Run(string script, string path)
    {
        using var scratch = new ScratchFolder();
        var run = CommandRun.Of("/bin/sh", ["-c", $"PATH={path}; export PATH; exec 2>&1; {script}"], scratch.Path, patience: TimeSpan.FromMinutes(4));
        return Random().Replace(run.Output, "(hash)");
    }

    [GeneratedRegex(@"\$apr1\$[./0-9A-Za-z]{8}\$[./0-9A-Za-z]{22}")]
    private static partial Regex Random();
}
