namespace Trefoil.Mpm.Parent;

/// <summary>AH codes and wordings that differ by MPM.</summary>
internal sealed record MpmCodes(
    string Module, int ResumingNormal, int Built, int AcceptMutex, int CaughtTerm, int CaughtWinch, int Hangup, int Graceful, string GracefulText,
    int SpawnFailed, int LimitReached, int WithinSpare, int Busy, int OldGenerationFatal, int Sick)
{
    internal static MpmCodes For(MpmKind mpm) => mpm switch
    {
        MpmKind.Prefork => new("mpm_prefork", 163, 164, 165, 169, 170, 173, 171, "Graceful restart requested, doing restart", 159, 161, 161, 162, 166, 0),
        MpmKind.Worker => new("mpm_worker", 292, 293, 294, 295, 296, 298, 297, "SIGUSR1 received.  Doing graceful restart", 283, 286, 287, 289, 290, 2325),
        _ => new("mpm_event", 489, 490, 0, 491, 492, 494, 493, "SIGUSR1 received.  Doing graceful restart", 481, 484, 10159, 486, 487, 2324),
    };
}
