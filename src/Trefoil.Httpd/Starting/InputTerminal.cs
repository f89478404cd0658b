using Trefoil.Io.Files;

namespace Trefoil.Httpd.Starting;

/// <summary>Tells whether standard input is a terminal, whose window sends SIGWINCH when its size changes.</summary>
internal static class InputTerminal
{
    internal static bool IsThere =>
        FileSystem.ReadLink("/proc/self/fd/0", out _) is { } device
        && (device.StartsWith("/dev/pts/", StringComparison.Ordinal) || device.StartsWith("/dev/tty", StringComparison.Ordinal) || device == "/dev/console");
}
