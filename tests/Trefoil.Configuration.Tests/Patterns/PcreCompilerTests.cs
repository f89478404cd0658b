using Trefoil.Configuration.Patterns;

namespace Trefoil.Configuration.Tests.Patterns;

public sealed class PcreCompilerTests
{
    private readonly PcreCompiler _compiler = new();

    [Fact]
    public void GroupsAndNames()
    {
        var pattern = _compiler.Compile("(?<x>a+)(b)?(c)?", ignoreCase: false, out _)!;
        Span<int> groups = stackalloc int[8];
        Assert.Equal(3, pattern.Match("..aab", groups));
        Assert.Equal([2, 5, 2, 4, 4, 5, -1, -1], groups.ToArray());
        Assert.Equal([null, "x", null, null], pattern.GroupNames);
        Assert.Equal(0, pattern.Match("z", groups));
        Assert.Equal(0, pattern.Match("", groups));
    }

    [Fact]
    public void BytesAboveAsciiAreBytes() => Assert.Equal(1, _compiler.Compile("^\xe9.$", false, out _)!.Match("\xe9\xff", []));

    [Fact]
    public void CaseAndErrors()
    {
        Assert.Equal(1, _compiler.Compile("ABC", ignoreCase: true, out _)!.Match("xabcx", []));
        Assert.Null(_compiler.Compile("(", false, out var error));
        Assert.Contains("parenthesis", error);
    }

    [Fact]
    public void DotMatchesNewlineAndDollarTheVeryEnd()
    {
        Assert.Equal(1, _compiler.Compile("a.b", false, out _)!.Match("a\nb", []));
        Assert.Equal(0, _compiler.Compile("a$", false, out _)!.Match("a\n", []));
    }

    [Fact]
    public void RunawayMatchesEndWithAnError() => Assert.True(_compiler.Compile("^(?:(a+)+)+$", false, out _)!.Match(new string('a', 40) + "b", []) < 0);

    [Fact]
    public void LongSubjects() => Assert.Equal(1, _compiler.Compile("b$", false, out _)!.Match(new string('a', 100_000) + "b", []));
}
