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

    /// <summary>
    /// Value of an ErrorLogFormat item that only the origin knows, or null: 'a' client address and port ("c": the connection's), 'A' local ones,
    /// 'e' environment, 'i' request header, 'n' note, 'k' requests so far on the connection, 'v' canonical server name, 'V' server name by UseCanonicalName.
    /// </summary>
    string? LogItem(char item, string? argument) => item == 'a' ? LogClient : null;

    /// <summary>Identity of the request, or null where the line is not about one.</summary>
    LogIdentity? RequestIdentity => null;

    /// <summary>Identity of the connection, or null where the line is not about one.</summary>
    LogIdentity? ConnectionIdentity => null;

    /// <summary>A line about this origin was written: what a request is told about must be told about the next one too, so it is not answered from a cache.</summary>
    void OnLogged()
    {
    }
}
