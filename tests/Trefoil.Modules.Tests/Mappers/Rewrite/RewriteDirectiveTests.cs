using Trefoil.Io.Logs;

namespace Trefoil.Modules.Tests.Mappers.Rewrite;

/// <summary>Texts about directives that cannot be taken, as the reference server words them.</summary>
public sealed class RewriteDirectiveTests
{
    [Theory]
    [InlineData("RewriteRule a", "RewriteRule: bad argument line 'a'")]
    [InlineData("RewriteRule", "RewriteRule: bad argument line ''")]
    [InlineData("RewriteRule a b [X]", "RewriteRule: unknown flag 'X'")]
    [InlineData("RewriteRule a b [QSA,foo=bar]", "RewriteRule: unknown flag 'foo'")]
    [InlineData("RewriteRule a b [L", "RewriteRule: bad flag delimiters")]
    [InlineData("RewriteRule a b [R=301, L]", "RewriteRule: bad flag delimiters")]
    [InlineData("RewriteRule \"a\\\"b\" \"c\" [L]", "RewriteRule: bad flag delimiters")]
    [InlineData("RewriteRule \"a\" \"c\"x", "RewriteRule: bad flag delimiters")]
    [InlineData("RewriteRule a b [R=999]", "RewriteRule: invalid HTTP response code '999' for flag 'R'")]
    [InlineData("RewriteRule ( b", "RewriteRule: cannot compile regular expression '('")]
    [InlineData("RewriteRule a b [BNE]", "RewriteRule: flag 'BNE' wants a list of characters (i.e. [BNE=...])")]
    [InlineData("RewriteCond a", "RewriteCond: bad argument line 'a'")]
    [InlineData("RewriteCond a (", "RewriteCond: cannot compile regular expression '('")]
    [InlineData("RewriteCond a b [X]", "RewriteCond: unknown flag 'X'")]
    [InlineData("RewriteCond a b (NC)", "RewriteCond: bad flag delimiters")]
    [InlineData("RewriteOptions foo", "RewriteOptions: unknown option 'foo'")]
    [InlineData("RewriteBase /", "RewriteBase: only valid in per-directory config files")]
    [InlineData("<Directory /a>\nRewriteBase a\n</Directory>", "RewriteBase: argument is not a valid URL")]
    [InlineData("RewriteMap a int:foo", "RewriteMap: internal map not found:foo")]
    [InlineData("RewriteMap a /no/such", "RewriteMap: file for map a not found:/no/such")]
    [InlineData("RewriteMap a txt:/no/such", "RewriteMap: file for map a not found:/no/such")]
    [InlineData("RewriteMap a prg:/no/such", "RewriteMap: file for map a not found:/no/such")]
    [InlineData("RewriteMap a dbm=foo:x", "RewriteMap: dbm type foo is invalid")]
    [InlineData("RewriteMap a dbd:x", "RewriteMap types dbd and fastdbd require mod_dbd!")]
    public void RefusesWithItsReason(string directive, string reason)
    {
        using var server = new ConfiguredServer();
        Assert.Contains(reason, server.Read(directive + "\n", "rewrite"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("RewriteRule a b [R=foo]")]
    [InlineData("RewriteRule a b \"[R=301, L]\"")]
    [InlineData("RewriteRule a b [L] foo")]
    [InlineData("RewriteRule a b [S=x,N=0,T=]")]
    [InlineData("RewriteRule a b [E,CO]")]
    [InlineData("RewriteMap a int:toupper foo")]
    public void TakesOdditiesAsTheReferenceDoes(string directive)
    {
        using var server = new ConfiguredServer();
        Assert.Null(server.Read(directive + "\n", "rewrite"));
    }

    [Theory]
    [InlineData("RewriteCond a -f [NC]", 665)]
    [InlineData("RewriteOptions MaxRedirects=10", 664)]
    public void WarnsAboutWhatItIgnores(string directive, int code)
    {
        using var server = new ConfiguredServer();
        Assert.Null(server.Read(directive + "\n", "rewrite"));
        Assert.Contains(server.Log.Records, record => record.Code == code && record.Level == LogLevel.Warn);
    }
}
