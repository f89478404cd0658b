namespace Trefoil.Differential.Tests;

internal static class Availability
{
    /// <summary>True while the suite is tried out with Apache on both sides.</summary>
    internal static bool TestsApacheItself => ServerUnderTest.Program.Path == ApacheOracle.Program.Path;

    internal static string? ReasonToSkip(bool needsOracle, bool needsRoot)
    {
        if (!ServerUnderTest.Exists)
        {
            return "No server executable: run ./build, or name one in TREFOIL_HTTPD";
        }

        if (needsOracle && !ApacheOracle.Exists)
        {
            return "Apache is not installed, so there is nothing to compare with";
        }

        return needsRoot && !Signals.RunningAsRoot ? "Needs root's rights" : null;
    }
}

/// <summary>Where the build runs unattended, a suite that left itself out must not look like success.</summary>
public sealed class AvailabilityTests
{
    [Fact]
    public void BothServersExistWhereTheSuiteIsRequired()
    {
        if (Environment.GetEnvironmentVariable("TREFOIL_REQUIRE_DIFFERENTIAL") == "1")
        {
            Assert.True(ServerUnderTest.Exists, "server executable");
            Assert.True(ApacheOracle.Exists, "apache2");
        }
    }
}
