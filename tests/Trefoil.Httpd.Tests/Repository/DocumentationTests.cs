using System.Text.RegularExpressions;

namespace Trefoil.Httpd.Tests.Repository;

/// <summary>Documents name files that exist.</summary>
public sealed class DocumentationTests
{
    [Theory]
    [InlineData("docs/life-of-a-request.md", 1)]
    [InlineData("docs/architecture.md", 0)]
    [InlineData("README.md", 0)]
    [InlineData("CONTRIBUTING.md", 0)]
    public void Files_that_a_document_names_exist(string document, int atLeast)
    {
        var text = File.ReadAllText(Path.Combine(RepositoryRoot.Path, document));
        var named = Regex.Matches(text, @"`((?:src|tests|docs|packaging|bench)/[A-Za-z0-9_./-]+)`").Select(match => match.Groups[1].Value).ToList();
        Assert.True(named.Count >= atLeast, document + " names no file");
        Assert.DoesNotContain(named, name => !Path.Exists(Path.Combine(RepositoryRoot.Path, name)));
    }
}
