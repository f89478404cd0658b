using Trefoil.Configuration.Settings;
using Trefoil.Io.Logs;

namespace Trefoil.Http.Core;

/// <summary>Where a server's error lines go, and how they are laid out.</summary>
public sealed class ErrorLogSettings : ISettings<ErrorLogSettings>
{
    /// <summary>Default of ErrorLog.</summary>
    public const string DefaultDestination = "logs/error_log";

    /// <summary>ErrorLog as written, or null.</summary>
    public string? Destination { get; internal set; }

    /// <summary>ErrorLogFormat of messages, or null.</summary>
    public ErrorLogFormat? Main { get; internal set; }

    /// <summary>Lines before a connection's first message, or null where none were given.</summary>
    public List<ErrorLogFormat>? Connection { get; internal set; }

    /// <summary>Lines before a request's first message, or null where none were given.</summary>
    public List<ErrorLogFormat>? Request { get; internal set; }

    /// <summary>All formats in effect.</summary>
    public ErrorLogFormats Formats => Main is null && Connection is null && Request is null ? ErrorLogFormats.Default : new ErrorLogFormats(Main, Connection ?? [], Request ?? []);

    /// <inheritdoc/>
    public ErrorLogSettings Merge(ErrorLogSettings inner) => new()
    {
        Destination = inner.Destination ?? Destination,
        Main = inner.Main ?? Main,
        Connection = inner.Connection ?? Connection,
        Request = inner.Request ?? Request,
    };
}
