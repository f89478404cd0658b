using System.Text.RegularExpressions;
using Trefoil.Httpd.CommandLine;
using Trefoil.Httpd.Composition;
using Trefoil.Httpd.Tests.Repository;
using Trefoil.Io.Logs;
using Trefoil.Modules;

namespace Trefoil.Httpd.Tests.Packaging;

public sealed class ShippedConfigurationTests
{
    private static readonly string Packaging = RepositoryRoot.Path + "/packaging";

    public static TheoryData<string> ModuleFiles => [.. Directory.GetFiles(Packaging + "/conf/conf.modules.d").Select(Path.GetFileName).OfType<string>()];

    [Theory]
    [MemberData(nameof(ModuleFiles))]
    public void Loads_only_modules_that_are_part_of_the_server(string file)
    {
        var identifiers = Regex.Matches(File.ReadAllText($"{Packaging}/conf/conf.modules.d/{file}"), @"^#?LoadModule (\w+)", RegexOptions.Multiline).Select(match => match.Groups[1].Value).ToList();
        Assert.NotEmpty(identifiers);
        Assert.Empty(identifiers.Except(ModuleRegistry.All.Select(module => module.Identifier)));
    }

    [Fact]
    public void Is_accepted_without_a_word()
    {
        var spoken = new List<LogRecord>();
        var options = Options.Parse(["-t", "-d", Packaging], "httpd");
        var result = new ServerReader(options, "httpd").Read(isTest: true, null, spoken.Add);
        Assert.Null(result.ErrorText);
        Assert.Empty(spoken);
    }

    [Theory]
    [InlineData("httpd-mpm.conf")]
    [InlineData("httpd-default.conf")]
    [InlineData("httpd-autoindex.conf")]
    [InlineData("httpd-vhosts.conf")]
    public void Its_examples_are_accepted(string file)
    {
        var options = Options.Parse(["-t", "-d", Packaging, "-c", $"Include conf/extra/{file}"], "httpd");
        Assert.Null(new ServerReader(options, "httpd").Read(isTest: true, null, null).ErrorText);
    }
}
