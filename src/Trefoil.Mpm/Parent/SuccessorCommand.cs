namespace Trefoil.Mpm.Parent;

/// <summary>How the server is started anew for an upgrade.</summary>
/// <param name="Path">Where the executable lies (the file there may be another one by then).</param>
/// <param name="Arguments">argv.</param>
/// <param name="StatusVariable">The environment variable that tells a new server the descriptor to report to.</param>
public sealed record SuccessorCommand(string Path, IReadOnlyList<string> Arguments, string StatusVariable);
