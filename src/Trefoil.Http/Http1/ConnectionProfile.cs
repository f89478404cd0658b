using Trefoil.Configuration.Sections;
using Trefoil.Http.Core;

namespace Trefoil.Http.Http1;

/// <summary>What is known of a connection from its local address alone: the server that answers before a Host field chooses one, and what it allows of a head.</summary>
internal sealed class ConnectionProfile
{
    internal ConnectionProfile(int id, ServerConfig server, bool hasReadTimeouts)
    {
        Id = id;
        Server = server;
        Limits = ParseLimits.Of(server);
        TimeoutMilliseconds = (int)Math.Min(server.Settings.Get<CoreServerSettings>().Timeout / 1000, int.MaxValue);
        if (!hasReadTimeouts)
            return;
        var timeouts = server.Settings.Get<ReadTimeoutSettings>();
        Head = timeouts.Header ?? ReadTimeoutSettings.DefaultHeader;
        Body = timeouts.Body ?? ReadTimeoutSettings.DefaultBody;
    }

    /// <summary>Part of the key of prebuilt responses: the same Host field may mean another server on another address.</summary>
    internal int Id { get; }

    internal ServerConfig Server { get; }

    internal ParseLimits Limits { get; }

    /// <summary>How long each read may take (Timeout).</summary>
    internal int TimeoutMilliseconds { get; }

    /// <summary>How long a head may take as a whole, where mod_reqtimeout is loaded.</summary>
    internal StageTimeout? Head { get; }

    /// <summary>How long a body may take as a whole, where mod_reqtimeout is loaded.</summary>
    internal StageTimeout? Body { get; }

    /// <summary>How long to wait for more of a stage that began at a moment and has brought so many bytes.</summary>
    internal int WaitFor(StageTimeout? stage, long beganAt, long bytes, long now)
    {
        var allowance = stage?.Allowance(bytes) ?? -1;
        return allowance < 0 ? TimeoutMilliseconds : (int)Math.Clamp(beganAt + allowance - now, 1, TimeoutMilliseconds);
    }
}
