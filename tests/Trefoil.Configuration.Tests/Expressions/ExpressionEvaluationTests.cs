using Trefoil.Configuration.Expressions;

namespace Trefoil.Configuration.Tests.Expressions;

public sealed class ExpressionEvaluationTests : IDisposable
{
    private readonly TestServer _server = new();
    private readonly HttpdConfiguration _configuration;

    public ExpressionEvaluationTests() => _configuration = _server.Accept("");

    [Theory]
    [InlineData("%{REQUEST_URI} == '/a/b'", true)]
    [InlineData("%{request_uri} = '/a/b'", true)]
    [InlineData("%{REQUEST_URI} == '/A/b'", false)]
    [InlineData("%{REQUEST_URI} =~ m#^/A#i", true)]
    [InlineData("%{REQUEST_URI} =~ m#^/A#", false)]
    [InlineData("%{REQUEST_URI} !~ /x/", true)]
    [InlineData("%{REQUEST_URI} =~ m#^/(.)/(.)# && $1 == 'a' && '$2$0' == 'b/a/b'", true)]
    [InlineData("'10' -gt '9' && '10' < '9'", true)]
    [InlineData("-5 -lt -4 && 'x' -eq 0 && '12z' -eq 12", true)]
    [InlineData("true || false && false", true)]
    [InlineData("!(true && false)", true)]
    [InlineData("!true || true", true)]
    [InlineData("'b' in {'a', 'b'}", true)]
    [InlineData("'c' -in {'a', 'b'}", false)]
    [InlineData("'a/b' -strmatch 'a*b' && !('a/b' -fnmatch 'a*b') && 'AB' -strcmatch 'a?'", true)]
    [InlineData("-T 'off' || -T 'No' || -T '0' || -T '' || -T 'FALSE'", false)]
    [InlineData("-T 'yes' && -n 'x' && -z ''", true)]
    [InlineData("-R '10.0.0.0/8' && -R '10.' && -R '10.1.2' && !-R '11.0.0.0/8'", true)]
    [InlineData("'::ffff:10.1.2.3' -ipmatch '10.1.2.3' && '2001:db8::1' -ipmatch '2001:db8::/32'", true)]
    [InlineData("'nonsense' -ipmatch '10.0.0.0/8'", false)]
    [InlineData("%{req:Host} == 'HOST' && req('x') == 'X'", true)]
    [InlineData("tolower('ABC') == 'abc' && toupper('abc') == 'ABC'", true)]
    [InlineData("base64('abc') == 'YWJj' && unbase64('YWJj') == 'abc' && unbase64('YWI=') == 'ab'", true)]
    [InlineData("md5('abc') == '900150983cd24fb0d6963f7d28e17f72' && sha1('abc') == 'a9993e364706816aba3e25717850c26c9cd0d89d'", true)]
    [InlineData("escape('a b/c?') == 'a%20b/c%3f' && unescape('a%20b') == 'a b' && unescape('%2f') == '%2f' && unescape('%00') == ''", true)]
    [InlineData("ldap('a*b') == 'a\\\\2ab'", true)]
    [InlineData("'a' . 'b' == 'ab' && 'x%{tolower:A%{REQUEST_URI}}' == 'xa/a/b'", true)]
    [InlineData("'a\\'b' == \"a'b\" && '\\101\\n' =~ /^A.$/", true)]
    [InlineData("-d '/tmp' && -e '/dev/null' && !-f '/dev/null' && !-s '/nonexistent' && !-L '/tmp/.'", true)]
    [InlineData("-U '/x'", true)]
    [InlineData("%{SERVER_ADMIN} == ''", true)]
    public void Evaluates(string text, bool expected)
    {
        var expression = ExpressionParser.ParseCondition(text, _configuration, out var error);
        Assert.Null(error);
        Assert.Equal(expected, expression!.EvaluateCondition(new FakeRequest(), out error));
        Assert.Null(error);
    }

    [Theory]
    [InlineData("plain", "plain")]
    [InlineData("%{REQUEST_URI}?%{req:a}", "/a/b?A")]
    [InlineData("it's \"so\" 100%", "it's \"so\" 100%")]
    [InlineData("$1-%{tolower:X$1}", "-x")]
    [InlineData("a\\%{b", "a%{b")]
    public void EvaluatesTexts(string text, string expected)
    {
        var expression = ExpressionParser.ParseString(text, _configuration, out var error);
        Assert.Null(error);
        Assert.Equal(expected, expression!.EvaluateString(new FakeRequest(), out _));
    }

    [Fact]
    public void RestrictedExpressionsCannotLookAtFiles()
    {
        Assert.Null(ExpressionParser.ParseCondition("-f '/etc/passwd'", _configuration, out _, isRestricted: true));
        Assert.Null(ExpressionParser.ParseCondition("file('/etc/passwd') == ''", _configuration, out var error, isRestricted: true));
        Assert.Equal("Function 'file' does not exist", error);
    }

    [Fact]
    public void DeepNestingIsRefusedNotFatal()
    {
        Assert.Null(ExpressionParser.ParseCondition(new string('(', 100_000) + "true", _configuration, out var error));
        Assert.Contains("nested", error);
    }

    [Fact]
    public void RandomTextNeverThrows()
    {
        var random = new Random(7);
        const string Alphabet = "%{}REQUEST_URI:'\"/m#$1 a()!&|=~<>-nfin,.\\0";
        for (var i = 0; i < 20_000; i++)
        {
            var text = string.Create(random.Next(24), random, static (span, r) =>
            {
                for (var k = 0; k < span.Length; k++)
                    span[k] = Alphabet[r.Next(Alphabet.Length)];
            });
            var expression = ExpressionParser.ParseCondition(text, _configuration, out var error);
            Assert.True(expression is null == error is not null);
            expression?.EvaluateCondition(new FakeRequest(), out _);
            ExpressionParser.ParseString(text, _configuration, out _)?.EvaluateString(new FakeRequest(), out _);
        }
    }

    public void Dispose() => _server.Dispose();

    private sealed class FakeRequest : IExpressionContext
    {
        public string?[] Captures { get; } = new string?[10];

        public string? Variable(string name) => name switch { "REQUEST_URI" => "/a/b", "REMOTE_ADDR" => "10.1.2.3", _ => null };

        public string? Function(string name, string argument) => name == "req" ? argument.ToUpperInvariant() : null;

        public bool Test(char op, string argument) => op == 'U';

        public IReadOnlyList<string> List(string name, string argument) => [];
    }
}
