namespace Trefoil.Httpd.Tests;

public sealed class InstallationTests
{
    [Theory]
    [InlineData("/opt/trefoil/lib/httpd", "/opt/trefoil")]
    [InlineData("/usr/local/web/bin", "/usr/local/web")]
    [InlineData("/src/bin/Debug/net10.0/linux-x64", "/src/bin/Debug/net10.0/linux-x64")]
    [InlineData("/bin", "/bin")]
    public void ServerRoot_is_found_from_the_place_of_the_program(string programDirectory, string serverRoot) =>
        Assert.Equal(serverRoot, Installation.FindServerRoot(programDirectory));
}
