using System.Globalization;
using Trefoil.Io.Files;
using Trefoil.Io.Sockets;

namespace Trefoil.Mpm.Parent;

/// <summary>
/// Listening sockets that somebody handed to us: the service manager (socket activation), or the server that we take over from. LISTEN_FDS tells how many there are, from
/// descriptor 3 on. A Listen line with the same address uses them.
/// </summary>
internal static class InheritedListeners
{
    internal const int First = 3;

    private const int Most = 1024;
    private const string Count = "LISTEN_FDS", Owner = "LISTEN_PID", Names = "LISTEN_FDNAMES";

    internal static List<Listener> Take()
    {
        var listeners = new List<Listener>();
        var pid = Environment.GetEnvironmentVariable(Owner);
        if (int.TryParse(Environment.GetEnvironmentVariable(Count), CultureInfo.InvariantCulture, out var count)
            && (pid is null || pid == Environment.ProcessId.ToString(CultureInfo.InvariantCulture)))
        {
            for (var i = 0; i < Math.Min(count, Most); i++)
            {
                if (Listener.Adopt(First + i, "http") is { } listener)
                    listeners.Add(listener.InBucket(listeners.Count(other => other.Port == listener.Port && other.Address.Equals(listener.Address))));
            }
        }
        foreach (var name in (ReadOnlySpan<string>)[Count, Owner, Names])
            Environment.SetEnvironmentVariable(name, null);
        return listeners;
    }

    /// <summary>The rows of an environment, changed so that the program started with it finds so many sockets.</summary>
    internal static IEnumerable<string> Announce(IEnumerable<string> environment, int count)
    {
        foreach (var row in environment)
        {
            if (!row.StartsWith(Count + "=", StringComparison.Ordinal) && !row.StartsWith(Owner + "=", StringComparison.Ordinal)
                && !row.StartsWith(Names + "=", StringComparison.Ordinal))
            {
                yield return row;
            }
        }
        yield return string.Create(CultureInfo.InvariantCulture, $"{Count}={count}");
    }

    /// <summary>Closes those that no Listen line asks for; each is worth a word, for clients that wait there would never be answered.</summary>
    internal static void CloseUnused(IReadOnlyList<Listener> inherited, ListenerSet used, Action<string> warn)
    {
        foreach (var listener in inherited)
        {
            if (used.Listeners.Exists(kept => kept.Descriptor == listener.Descriptor))
                continue;
            warn($"the inherited listening socket {listener} is closed, no Listen directive names it");
            FileSystem.Close(listener.Descriptor);
        }
    }
}
