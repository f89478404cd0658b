namespace Trefoil.Http.Http1;

/// <summary>Wall-clock time for the hot path.</summary>
internal static class Clock
{
    internal static long UnixMicroseconds => (DateTime.UtcNow.Ticks - DateTime.UnixEpoch.Ticks) / TimeSpan.TicksPerMicrosecond;

    internal static long UnixSeconds => (DateTime.UtcNow.Ticks - DateTime.UnixEpoch.Ticks) / TimeSpan.TicksPerSecond;
}
