namespace Trefoil.Mpm;

/// <summary>What a child's exit code tells the parent.</summary>
internal static class ExitCodes
{
    /// <summary>It ended as it should.</summary>
    internal const int Ok = 0;

    /// <summary>It ran short of resources; others may run into the same.</summary>
    internal const int Sick = 7;

    /// <summary>No child of this configuration can work.</summary>
    internal const int Fatal = 15;
}
