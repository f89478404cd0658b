using Trefoil.Configuration.Directives;
using Trefoil.Configuration.Htaccess;
using Trefoil.Configuration.Sections;
using Trefoil.Io.Logs;

namespace Trefoil.Configuration.Tests.Htaccess;

public sealed class HtaccessReaderTests : IDisposable
{
    private readonly TestServer _server = new();

    [Fact]
    public void AllowedClassesPassAndOthersAreRefusedWithTheirPlace()
    {
        var origin = new SourceLocation("httpd.conf", 12);
        var rules = new HtaccessRules { Override = AllowedIn.OrFileInfo, Origin = origin };
        Assert.Null(Read("AddType text/x .x\n", rules).Error);

        var refused = Read("AddType text/x .x\n\nOptions None\n", rules);

        Assert.Equal("Options not allowed here", refused.Error);
        Assert.Equal(3, refused.Location.Line);
        Assert.Equal(origin, refused.ForbiddenBy);
    }

    [Theory]
    [InlineData("<Files x>\nOptions None\n</Files>\n", "Options not allowed in <Files> context", 2)]
    [InlineData("Foo\n", "Invalid command 'Foo', perhaps misspelled or defined by a module not included in the server configuration", 1)]
    [InlineData("<Directory /x>\n</Directory>\n", "<Directory not allowed here", 1)]
    [InlineData("DocumentRoot /x\n", "DocumentRoot not allowed here", 1)]
    [InlineData("<IfModule nope>\n", "Expected </IfModule> before end of configuration", 1)]
    [InlineData("<Files x>\n", "/w/.htaccess:1: <Files> was not closed.", 1)]
    [InlineData("<Limit FROBNICATE>\n</Limit>\n", "Could not register method 'FROBNICATE' for <Limit from .htaccess configuration", 1)]
    [InlineData("Include /etc/passwd\n", "Include not allowed here", 1)]
    [InlineData("Define A b\n", "Define not allowed here", 1)]
    [InlineData("LoadModule a b\n", "LoadModule not allowed here", 1)]
    public void Refuses(string text, string error, int line)
    {
        var result = Read(text, new HtaccessRules { Override = AllowedIn.OrFileInfo | AllowedIn.OrLimit });
        Assert.Equal((error, line), (result.Error, result.Location.Line));
    }

    [Fact]
    public void ListsAllowSingleDirectives()
    {
        var list = new HashSet<string>(StringComparer.OrdinalIgnoreCase) { "options", "Define", "LoadModule" };
        var rules = new HtaccessRules { OverrideList = list };
        Assert.Null(Read("Options None\n", rules).Error);
        Assert.Equal("order not allowed here", Read("Order a\n", rules).Error);
        Assert.Equal("Define cannot occur within htaccess files", Read("Define a b\n", rules).Error);
        Assert.Equal("LoadModule cannot occur within htaccess files", Read("LoadModule a b\n", rules).Error);
    }

    [Fact]
    public void NonfatalSkips()
    {
        Assert.Null(Read("Options None\n", new HtaccessRules { NonfatalOverride = true }).Error);
        Assert.NotNull(Read("Foo x\n", new HtaccessRules { NonfatalOverride = true }).Error);
        Assert.Null(Read("Foo x\n", new HtaccessRules { NonfatalUnknown = true }).Error);
    }

    [Fact]
    public void SectionsInsideBelongToTheFile()
    {
        var section = Read("<FilesMatch \\.x$>\nRaw a\n</FilesMatch>\n<If true>\n</If>\n<IfModule alias_module>\nRaw ${X}\n</IfModule>\n", new HtaccessRules { Override = AllowedIn.OrAll }, "Define X y\n").Section!;
        Assert.Equal(SectionKind.Htaccess, section.Kind);
        Assert.Equal(SectionKind.FilesMatch, Assert.Single(section.Files).Kind);
        Assert.Equal(SectionKind.If, Assert.Single(section.Conditions).Kind);
        Assert.Contains("Raw y", _server.Modules.Seen);
    }

    public void Dispose() => _server.Dispose();

    private HtaccessResult Read(string text, HtaccessRules rules, string configuration = "")
    {
        var server = _server.Accept(configuration);
        server.MainServer.ErrorLog = new NoLog();
        return new HtaccessReader(server).Read("/w/.htaccess", text, server.MainServer, rules);
    }

    private sealed class NoLog : ErrorLog
    {
        public override void Write(in LogRecord record)
        {
        }
    }
}
