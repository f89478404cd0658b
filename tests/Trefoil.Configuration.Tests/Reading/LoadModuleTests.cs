namespace Trefoil.Configuration.Tests.Reading;

public sealed class LoadModuleTests : IDisposable
{
    private readonly TestServer _server = new();

    [Fact]
    public void LoadingTurnsAModuleOnOnceAndWarnsAfterwards()
    {
        var configuration = _server.Accept("LoadModule status_module x.so\n<IfModule mod_status.c>\nLoadModule status_module x.so\n</IfModule>\nLoadModule version_module x.so\n");
        Assert.True(configuration.HasModule("status_module"));
        Assert.Equal((1574, "module status_module is already loaded, skipping"), (Assert.Single(_server.Reports).Code, _server.Reports[0].Message));
    }

    [Fact]
    public void WhatApacheHasButWeLackIsReportedOncePerDirective()
    {
        var configuration = _server.Accept("LoadModule cache_module x.so\n<IfModule mod_cache.c>\nCacheQuickHandler On\nCacheQuickHandler Off\n</IfModule>\n");
        Assert.True(configuration.HasModule("cache_module"));
        Assert.Equal(2, _server.Reports.Count);
        Assert.Contains("CacheQuickHandler has no effect", _server.Reports[1].Message);
    }

    [Fact]
    public void ItsDirectivesAreCheckedAllTheSame() =>
        Assert.Contains("CacheQuickHandler must be On or Off", _server.Refuse("LoadModule cache_module x.so\nCacheQuickHandler maybe\n"));

    [Theory]
    [InlineData("LoadModule auth_basic_module x.so\n<Location />\nAuthBasicProvider file\n</Location>\n", "AuthBasicProvider")]
    [InlineData("LoadModule ssl_module x.so\nSSLEngine on\n", "SSLEngine")]
    [InlineData("LoadModule reqtimeout_module x.so\nRequestReadTimeout header=20\n", "RequestReadTimeout")]
    public void WhatDecidesOverAccessIsRefused(string text, string name) => Assert.Contains($"{name} needs ", _server.Refuse(text));

    [Theory]
    [InlineData("php_module", "PHP-FPM")]
    [InlineData("wsgi_module", "ProxyPass")]
    [InlineData("authn_default_module", "authn_core_module")]
    public void ForeignModulesAreRefusedWithAdvice(string identifier, string advice) => Assert.Contains(advice, _server.Refuse($"LoadModule {identifier} x.so\n"));

    [Fact]
    public void AHintNamesTheModuleThatIsOff() =>
        Assert.Contains("LoadModule rewrite_module modules/mod_rewrite.so", _server.Refuse("RewriteEngine On\n"));

    [Fact]
    public void TwoMpmsAreTooMany() =>
        Assert.Equal("AH00534: httpd: Configuration error: More than one MPM loaded.", _server.Refuse("LoadModule mpm_prefork_module x.so\n"));

    [Fact]
    public void EveryDirectiveOfTheTableBelongsToAModule()
    {
        Assert.Equal(742, Trefoil.Configuration.Tables.DirectiveTable.All.Count);
        Assert.All(Trefoil.Configuration.Tables.DirectiveTable.All, static row => Assert.All(row.Modules, static page => Assert.True(page == "core" || Trefoil.Configuration.Tables.ModuleTable.IdentifierOfPage(page) is not null, page)));
    }

    public void Dispose() => _server.Dispose();
}
