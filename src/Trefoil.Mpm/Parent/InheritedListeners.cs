using System.Globalization;
using Trefoil.Io.Sockets;

namespace Trefoil.Mpm.Parent;

/// <summary>Listening sockets that somebody handed to us: socket activation (LISTEN_FDS from descriptor 3 on). A Listen line with the same address uses them.</summary>
internal static class InheritedListeners
{
    private const int First = 3;

    internal static List<Listener> Take()
    {
        var listeners = new List<Listener>();
        var pid = Environment.GetEnvironmentVariable("LISTEN_PID");
        if (int.TryParse(Environment.GetEnvironmentVariable("LISTEN_FDS"), CultureInfo.InvariantCulture, out var count)
            && (pid is null || pid == Environment.ProcessId.ToString(CultureInfo.InvariantCulture)))
        {
            for (var i = 0; i < Math.Min(count, 1024); i++)
            {
                if (Listener.Adopt(First + i, "http") is { } listener)
                    listeners.Add(listener);
            }
        }
        return listeners;
    }
}
