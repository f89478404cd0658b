namespace Trefoil.Io.Logs;

/// <summary>The ErrorLogFormat lines in effect for a server: the layout of messages, and the lines that open a request's or a connection's first message.</summary>
public sealed class ErrorLogFormats
{
    /// <summary>The default layout, nothing else.</summary>
    public static readonly ErrorLogFormats Default = new(null, [], []);

    /// <summary>Makes a set of formats; null as main format means the default layout.</summary>
    public ErrorLogFormats(ErrorLogFormat? main, IReadOnlyList<ErrorLogFormat> connection, IReadOnlyList<ErrorLogFormat> request)
    {
        Main = main;
        Connection = connection;
        Request = request;
    }

    /// <summary>Layout of messages, or null for the default one.</summary>
    public ErrorLogFormat? Main { get; }

    /// <summary>Lines before the first message about a connection.</summary>
    public IReadOnlyList<ErrorLogFormat> Connection { get; }

    /// <summary>Lines before the first message about a request.</summary>
    public IReadOnlyList<ErrorLogFormat> Request { get; }
}
