namespace Trefoil.Http.Core;

/// <summary>A limit for child processes of handlers (RLimitCPU and its kin).</summary>
/// <param name="Soft">Soft limit, -1 for the most allowed.</param>
/// <param name="Hard">Hard limit, -1 for the most allowed, null for as it is.</param>
public sealed record ResourceLimit(long Soft, long? Hard);
