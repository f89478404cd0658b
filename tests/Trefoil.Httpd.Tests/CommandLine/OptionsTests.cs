using Trefoil.Httpd.CommandLine;
using Trefoil.Io.Logs;

namespace Trefoil.Httpd.Tests.CommandLine;

public sealed class OptionsTests
{
    private static Options Parse(params string[] words) => Options.Parse(words, "httpd");

    [Fact]
    public void Nothing_means_start()
    {
        var options = Parse();
        Assert.Equal((RunMode.Serve, Verb.Start), (options.Mode, options.Verb));
    }

    [Fact]
    public void Values_stand_apart_or_joined()
    {
        var options = Parse("-f", "a.conf", "-d/root", "-DONE", "-D", "TWO=2", "-C", "Listen 1", "-cListen 2", "-E", "start.log", "-edebug", "-T");
        Assert.Equal("a.conf", options.ConfigFile);
        Assert.Equal("/root", options.ServerRoot);
        Assert.Equal(["ONE", "TWO=2"], options.Defines);
        Assert.Equal(["Listen 1"], options.Before);
        Assert.Equal(["Listen 2"], options.After);
        Assert.Equal("start.log", options.StartupLog);
        Assert.Equal(LogLevel.Debug, options.StartupLevel);
        Assert.True(options.SkipsDocumentRootCheck);
    }

    [Fact]
    public void Letters_without_values_may_be_joined()
    {
        var options = Parse("-TtDX");
        Assert.Equal(RunMode.ConfigTest, options.Mode);
        Assert.True(options.SkipsDocumentRootCheck);
        Assert.Equal(["X"], options.Defines);
    }

    [Theory]
    [InlineData("-v", RunMode.Version)]
    [InlineData("-V", RunMode.CompileSettings)]
    [InlineData("-l", RunMode.ModuleList)]
    [InlineData("-L", RunMode.DirectiveList)]
    [InlineData("-t", RunMode.ConfigTest)]
    [InlineData("-S", RunMode.ConfigDump)]
    [InlineData("-M", RunMode.ConfigDump)]
    [InlineData("-DDUMP_INCLUDES", RunMode.ConfigDump)]
    [InlineData("-X", RunMode.Serve)]
    [InlineData("-h", RunMode.Usage)]
    [InlineData("-?", RunMode.Usage)]
    [InlineData("--", RunMode.Serve)]
    [InlineData("--help", RunMode.Serve)]
    public void An_option_decides_what_the_call_is_for(string word, object mode) => Assert.Equal((RunMode)mode, Parse(word).Mode);

    [Theory]
    [InlineData("-S", "DUMP_VHOSTS DUMP_RUN_CFG")]
    [InlineData("-M", "DUMP_MODULES")]
    [InlineData("-X", "DEBUG")]
    public void Some_options_stand_for_names(string word, string defines) => Assert.Equal(defines.Split(' '), Parse(word).Defines);

    [Theory]
    [InlineData("start", Verb.Start)]
    [InlineData("stop", Verb.Stop)]
    [InlineData("restart", Verb.Restart)]
    [InlineData("graceful", Verb.Graceful)]
    [InlineData("graceful-stop", Verb.GracefulStop)]
    public void Verbs_of_k(string word, object verb)
    {
        Assert.Equal((Verb)verb, Parse("-k", word).Verb);
        Assert.Equal((Verb)verb, Parse("-k" + word).Verb);
    }

    [Theory]
    [InlineData("httpd: illegal option -- q", "-q")]
    [InlineData("httpd: illegal option -- q", "-tq")]
    [InlineData("httpd: illegal option -- :", "-:")]
    [InlineData("httpd: option requires an argument -- f", "-f")]
    [InlineData("httpd: illegal option -- k", "-k")]
    [InlineData("httpd: illegal option -- k", "-k", "nosuch")]
    [InlineData(null, "stray")]
    [InlineData(null, "-t", "stray")]
    [InlineData(null, "-")]
    [InlineData(null, "--", "-t")]
    [InlineData(null, "-e", "loud")]
    public void What_is_not_understood_gives_the_usage(string? complaint, params string[] words)
    {
        var options = Parse(words);
        Assert.Equal((RunMode.Usage, complaint), (options.Mode, options.Complaint));
    }

    [Fact]
    public void Behind_v_nothing_matters() => Assert.Equal(RunMode.Version, Parse("-t", "-v", "-q", "stray").Mode);

    [Fact]
    public void A_dump_is_a_dump_before_and_behind_t()
    {
        Assert.Equal(RunMode.ConfigDump, Parse("-t", "-S").Mode);
        Assert.Equal(RunMode.ConfigDump, Parse("-S", "-t").Mode);
    }

    [Theory]
    [InlineData("--grade", "-f", "a.conf")]
    [InlineData("-t", "--grade", "-f", "a.conf")]
    [InlineData("-f", "a.conf", "-D", "DUMP_SUPPORT")]
    public void Grading_is_asked_for_by_name_or_by_define(params string[] words)
    {
        var options = Parse(words);
        Assert.Equal((RunMode.ConfigGrade, "a.conf"), (options.Mode, options.ConfigFile));
    }

    [Fact]
    public void V_and_L_are_not_overruled()
    {
        Assert.Equal(RunMode.CompileSettings, Parse("-V", "-t").Mode);
        Assert.Equal(RunMode.DirectiveList, Parse("-t", "-L").Mode);
    }
}
