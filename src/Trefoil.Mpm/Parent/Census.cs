namespace Trefoil.Mpm.Parent;

/// <summary>How the children of the current generation that still accept are doing.</summary>
/// <param name="Children">How many there are, starting ones included.</param>
/// <param name="Idle">Idle workers; those of a starting child count as idle, those of one that leaves connections to others do not.</param>
/// <param name="Active">Workers that are ready or busy.</param>
internal readonly record struct Census(int Children, int Idle, int Active);
