namespace Trefoil.Mpm.Settings;

/// <summary>How many processes and threads there may be, after corrections.</summary>
/// <param name="Mpm">For which MPM.</param>
/// <param name="StartServers">Children at the start.</param>
/// <param name="MinSpare">Idle workers below which children are started.</param>
/// <param name="MaxSpare">Idle workers above which children are ended.</param>
/// <param name="ThreadsPerChild">Workers of a child; 1 in prefork.</param>
/// <param name="MaxRequestWorkers">Workers of all children.</param>
/// <param name="Daemons">Children at once: MaxRequestWorkers in processes.</param>
/// <param name="ServerLimit">ServerLimit.</param>
/// <param name="ThreadLimit">ThreadLimit; 1 in prefork.</param>
public sealed record Limits(
    MpmKind Mpm, int StartServers, int MinSpare, int MaxSpare, int ThreadsPerChild, int MaxRequestWorkers, int Daemons, int ServerLimit, int ThreadLimit);
