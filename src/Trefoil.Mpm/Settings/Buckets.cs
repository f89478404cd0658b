namespace Trefoil.Mpm.Settings;

/// <summary>ListenCoresBucketsRatio: how many sets of listening sockets share each address.</summary>
internal static class Buckets
{
    internal static int Count(int ratio, int cores) => ratio > 0 ? Math.Max(cores / ratio, 1) : 1;
}
