using Trefoil.Configuration;
using Trefoil.Configuration.Directives;
using Trefoil.Http;
using Trefoil.Http.Core;
using Trefoil.Http.Http1;
using Trefoil.Io.Logs;
using Trefoil.Mpm;

namespace Trefoil.Httpd.Parent;

/// <summary>One configuration in the parent with its open logs.</summary>
internal sealed class LoadedServer : LoadedConfiguration
{
    private readonly HttpdConfiguration _configuration;
    private readonly LogOpener _logs;
    private readonly StandardStreams _streams;
    private readonly Lazy<byte[]> _snapshot;

    internal LoadedServer(HttpdConfiguration configuration, LogOpener logs, StandardStreams streams)
    {
        _configuration = configuration;
        _logs = logs;
        _streams = streams;
        _snapshot = new Lazy<byte[]>(() => Trefoil.Configuration.Snapshots.Snapshot.Write(configuration));
    }

    internal HttpdConfiguration Configuration => _configuration;

    public override ConfigurationContext Context => _configuration;

    public override ReadOnlyMemory<byte> Snapshot => _snapshot.Value;

    public override IReadOnlyList<InheritedLog> Logs => [.. _logs.Descriptors.Select(static log => new InheritedLog(log.Key, log.Value))];

    public override IReadOnlyCollection<int> SharedDescriptors => _configuration.SharedDescriptors.Values;

    public override void Activate()
    {
        if (_streams == StandardStreams.Closed)
            Redirection.CloseTerminal();
        var destination = ErrorLogs.DestinationOf(_configuration, _configuration.MainServer.Settings.Get<ErrorLogSettings>());
        Redirection.ErrorsTo(_logs.Descriptors.TryGetValue(destination, out var descriptor) ? descriptor : null);
    }

    public override void Tend()
    {
        _logs.Tend(record => _configuration.MainServer.ErrorLog.Write(record));
        LogWriter.FlushAll();
    }

    public override void Close()
    {
        _logs.Close();
        _configuration.CloseShared();
    }

    public override ChildRuntime CreateRuntime() => RuntimeOf(_configuration);

    /// <summary>What serves connections under a configuration.</summary>
    internal static ChildRuntime RuntimeOf(HttpdConfiguration configuration)
    {
        var runtime = new HttpRuntime(configuration);
        foreach (var module in configuration.Modules)
            (module as IChildStart)?.OnChildStart(runtime);
        return new ChildRuntime(new Http1Handler(runtime), configuration.MainServer, LogWriter.FlushAll);
    }
}
