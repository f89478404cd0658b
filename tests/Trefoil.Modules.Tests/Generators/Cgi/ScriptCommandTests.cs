using Trefoil.Modules.Generators.Cgi;

namespace Trefoil.Modules.Tests.Generators.Cgi;

public sealed class ScriptCommandTests : IDisposable
{
    private readonly ConfiguredServer _server = new();

    public ScriptCommandTests() => Assert.Null(_server.Read("ServerName localhost\n"));

    public void Dispose() => _server.Dispose();

    [Theory]
    [InlineData(null, "")]
    [InlineData("", "")]
    [InlineData("a=b+c", "")]
    [InlineData("one+two", "one|two")]
    [InlineData("one+", "one|")]
    [InlineData("+one", "|one")]
    [InlineData("a%20b+c%3bd", "a b|c\\;d")]
    [InlineData("-x+$HOME+`id`", "-x|\\$HOME|\\`id\\`")]
    [InlineData("%00x", "")]
    public void AQueryWithoutEqualsSignBecomesArguments(string? query, string words) =>
        Assert.Equal(words, string.Join('|', ScriptCommand.QueryWords(query)));

    [Fact]
    public void VariablesHaveNamesThatAShellTakes()
    {
        var request = _server.NewRequest("GET", "/s.cgi");
        request.Environment.Set("we-ird.x", "1");
        request.Environment.Set("9lives", "2");
        request.Environment.Set("PLAIN", "a=b");
        var variables = ScriptCommand.Environment(request);
        Assert.Contains("we_ird_x=1", variables);
        Assert.Contains("_lives=2", variables);
        Assert.Contains("PLAIN=a=b", variables);
    }
}
