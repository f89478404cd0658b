using System.Globalization;
using System.Text;

namespace Trefoil.Testing;

/// <summary>
/// One configuration text for every server: @PORT@, @RUN@ (private folder of the run), @ROOT@ (shared fixtures),
/// @MODULES@ and @MPM@ are filled in for each start.
/// </summary>
public sealed record ConfigTemplate(string Text)
{
    /// <summary>The frame every test shares: small numbers of processes, own logs, one module line each.</summary>
    public static ConfigTemplate Framed(string mpm, IEnumerable<string> modules, string body)
    {
        var text = new StringBuilder();
        text.Append("ServerRoot \"@RUN@\"\n");
        text.Append(CultureInfo.InvariantCulture, $"LoadModule mpm_{mpm}_module @MODULES@/mod_mpm_{mpm}.so\n");
        foreach (var module in modules)
        {
            // Which modules are compiled in differs between builds, so each is loaded only where it is missing.
            text.Append(CultureInfo.InvariantCulture, $"<IfModule !{module}_module>\nLoadModule {module}_module @MODULES@/mod_{module}.so\n</IfModule>\n");
        }

        text.Append("Listen 127.0.0.1:@PORT@\nServerName localhost\nPidFile @RUN@/httpd.pid\nErrorLog @RUN@/error_log\n");
        text.Append("DefaultRuntimeDir @RUN@\nAcceptFilter http none\n");
        if (Signals.RunningAsRoot)
        {
            text.Append("User www-data\nGroup www-data\n");
        }

        text.Append(mpm == "prefork"
            ? "StartServers 2\nMinSpareServers 1\nMaxSpareServers 4\nMaxRequestWorkers 8\n"
            : "StartServers 1\nThreadsPerChild 6\nMinSpareThreads 1\nMaxSpareThreads 12\nMaxRequestWorkers 12\n");
        text.Append(body);
        return new ConfigTemplate(text.ToString());
    }

    public string Fill(int port, string runFolder, string rootFolder) => Text
        .Replace("@PORT@", port.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal)
        .Replace("@RUN@", runFolder, StringComparison.Ordinal)
        .Replace("@ROOT@", rootFolder, StringComparison.Ordinal)
        .Replace("@MODULES@", ServerProgram.ModuleFolder, StringComparison.Ordinal);
}
