using Trefoil.Configuration;
using Trefoil.Http.Core;
using Trefoil.Io.Files;
using Trefoil.Io.Logs;

namespace Trefoil.Httpd.Composition;

/// <summary>Warns of document roots that are not there; -T leaves it out.</summary>
internal static class DocumentRootCheck
{
    internal static void Run(HttpdConfiguration configuration, Action<LogRecord> report)
    {
        var seen = new HashSet<string> { CoreServerSettings.DefaultDocumentRoot };
        foreach (var server in configuration.VirtualHosts.Prepend(configuration.MainServer))
        {
            var root = server.Settings.Get<CoreServerSettings>().DocumentRoot;
            if (seen.Add(root) && (FileSystem.Stat(root, out var status) < 0 || status.Kind != FileKind.Directory))
                report(new LogRecord(LogLevel.Warn, "core", 112, $"Warning: DocumentRoot [{root}] does not exist", 0, null));
        }
    }
}
