using Trefoil.Configuration.Reading;
using Trefoil.Http.Core;
using Trefoil.Httpd.Composition;
using Trefoil.Io.Logs;
using Trefoil.Mpm;

namespace Trefoil.Httpd.Parent;

/// <summary>The server as the MPM's parent sees it: reads configurations, at the start and at each restart.</summary>
internal sealed class ServerProgram(ServerReader reader, StartupReport report, StandardStreams streams, string commandLine) : IServerProgram
{
    private LoadedServer? _current;

    public string Description => _current is null ? ServerVersion.Description : ServerBanner.Description(_current.Context);

    public string Built => Trefoil.Http.Core.ServerBanner.BuiltAt();

    public string CommandLine => commandLine;

    /// <summary>Reads the configuration and opens its logs; null where it is refused, which was reported then.</summary>
    internal LoadedServer? Load()
    {
        var opener = new LogOpener();
        var result = reader.Read(isTest: false, new TransferLogs(opener), Warn);
        var refusal = result.ErrorText;
        if (result.Configuration is { } configuration)
        {
            refusal = ErrorLogs.Attach(configuration, reader.ProgramName, opener.Open);
            if (refusal is null)
                return _current = new LoadedServer(configuration, opener, streams);
            refusal += "\nAH00015: Unable to open logs";
        }
        report.WriteText(refusal + "\n");
        opener.Close();
        return null;
    }

    public LoadedConfiguration? Reload() => Load();

    public void WriteStartup(string line) => report.WriteText(line + "\n");

    /// <summary>Before the first configuration is in effect warnings go to the terminal, later into the log.</summary>
    private void Warn(LogRecord record)
    {
        if (_current is { } current)
            current.Context.MainServer.ErrorLog.Write(record);
        else
            report.Write(record);
    }
}
