namespace Trefoil.Mpm.Settings;

/// <summary>What a Mutex line chose.</summary>
/// <param name="Mechanism">"default", "none", "flock", "fcntl", "file", "pthread", "sysvsem", "posixsem" or "sem".</param>
/// <param name="Path">The directory or file given behind the mechanism, or null.</param>
/// <param name="OmitPid">True when the file's name goes without the process number.</param>
public sealed record MutexChoice(string Mechanism, string? Path, bool OmitPid);
