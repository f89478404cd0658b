using Trefoil.Mpm.Spawner;

namespace Trefoil.Mpm.Tests.Spawner;

public sealed class SuexecEnvironmentTests
{
    [Fact]
    public void OnlyWhatCgiDefinesIsPassedOn()
    {
        var clean = SuexecEnvironment.Clean(["LD_PRELOAD=/x", "PATH=/evil", "HTTP_HOST=h", "SSL_X=y", "REQUEST_METHOD=GET", "REQUEST_METHODX=no", "NOVALUE", "=x"], "/bin", 256);
        Assert.Equal(["PATH=/bin", "HTTP_HOST=h", "SSL_X=y", "REQUEST_METHOD=GET"], clean);
    }

    [Fact]
    public void ThereAreNoMoreThanTheLimit() =>
        Assert.Equal(256, SuexecEnvironment.Clean([.. Enumerable.Range(0, 500).Select(static i => $"HTTP_{i}=x")], "/bin", 256).Count);
}
