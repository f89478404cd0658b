using Trefoil.Configuration.Sections;
using Trefoil.Http.Core;

namespace Trefoil.Http.Http1;

/// <summary>What is known of a connection from its local address alone: the server that answers before a Host field chooses one, and what it allows of a head.</summary>
internal sealed class ConnectionProfile
{
    internal ConnectionProfile(int id, ServerConfig server)
    {
        Id = id;
        Server = server;
        Limits = ParseLimits.Of(server);
        HeadMilliseconds = (int)Math.Min(server.Settings.Get<CoreServerSettings>().Timeout / 1000, int.MaxValue);
    }

    /// <summary>Part of the key of prebuilt responses: the same Host field may mean another server on another address.</summary>
    internal int Id { get; }

    internal ServerConfig Server { get; }

    internal ParseLimits Limits { get; }

    /// <summary>How long a head may take.</summary>
    internal int HeadMilliseconds { get; }
}
