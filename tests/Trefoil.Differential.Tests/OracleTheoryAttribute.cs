namespace Trefoil.Differential.Tests;

/// <summary>A theory that compares with the real Apache; left out by name where one of the two servers is missing.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class OracleTheoryAttribute : TheoryAttribute
{
    public OracleTheoryAttribute() => Skip = Availability.ReasonToSkip(needsOracle: true, needsRoot: false);
}

[AttributeUsage(AttributeTargets.Method)]
internal sealed class OracleFactAttribute : FactAttribute
{
    public OracleFactAttribute() => Skip = Availability.ReasonToSkip(needsOracle: true, needsRoot: false);
}

/// <summary>A test of the server alone.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class ServerFactAttribute : FactAttribute
{
    public ServerFactAttribute() => Skip = Availability.ReasonToSkip(needsOracle: false, needsRoot: false);
}

[AttributeUsage(AttributeTargets.Method)]
internal sealed class ServerTheoryAttribute : TheoryAttribute
{
    public ServerTheoryAttribute() => Skip = Availability.ReasonToSkip(needsOracle: false, needsRoot: false);
}

/// <summary>A test that needs root's rights, for the change of user.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class RootTheoryAttribute : TheoryAttribute
{
    public RootTheoryAttribute() => Skip = Availability.ReasonToSkip(needsOracle: false, needsRoot: true);
}

/// <summary>A behaviour in which the server is meant to be better than Apache.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class BetterTheoryAttribute : TheoryAttribute
{
    public BetterTheoryAttribute() => Skip = Availability.TestsApacheItself
        ? "Apache does not do this"
        : Availability.ReasonToSkip(needsOracle: false, needsRoot: false);
}
