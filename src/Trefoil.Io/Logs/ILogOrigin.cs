namespace Trefoil.Io.Logs;

/// <summary>What an error-log line is about: a server, a connection or a request. Gives levels, destination and the client part.</summary>
public interface ILogOrigin
{
    /// <summary>Where lines of this origin go.</summary>
    ErrorLog ErrorLog { get; }

    /// <summary>The thresholds in effect.</summary>
    LogLevels LogLevels { get; }

    /// <summary>Client as "address:port", or null where there is none.</summary>
    string? LogClient { get; }

    /// <summary>The request's Referer header, or null.</summary>
    string? LogReferer { get; }
}
