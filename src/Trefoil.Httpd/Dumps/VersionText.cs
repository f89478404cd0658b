using System.Text;

namespace Trefoil.Httpd.Dumps;

/// <summary>The texts of -v and -V.</summary>
internal static class VersionText
{
    /// <summary>-v.</summary>
    internal static string Short() => $"Server version: {ServerVersion.Description}\nServer built:   {Trefoil.Http.Core.ServerBanner.BuiltAt()}\n";

    /// <summary>-V; the MPM is null where the configuration does not tell.</summary>
    internal static string Long(string? mpm)
    {
        var text = new StringBuilder(Short());
        text.Append("Server's Module Magic Number: 20120211:142\n");
        text.Append("Server loaded:  .NET ").Append(Environment.Version).Append('\n');
        text.Append("Compiled using: .NET ").Append(Environment.Version).Append('\n');
        text.Append("Architecture:   ").Append(IntPtr.Size * 8).Append("-bit\n");
        text.Append("Server MPM:     ").Append(mpm).Append('\n');
        if (mpm is not null)
        {
            text.Append("  threaded:     ").Append(mpm == "prefork" ? "no" : "yes (fixed thread count)").Append('\n');
            text.Append("    forked:     yes (variable process count)\n");
        }
        text.Append("Server compiled with....\n");
        foreach (var name in (ReadOnlySpan<string>)["APR_HAS_SENDFILE", "APR_HAS_MMAP", "APR_HAVE_IPV6 (IPv4-mapped addresses enabled)", "SINGLE_LISTEN_UNSERIALIZED_ACCEPT", "APR_HAS_OTHER_CHILD", "AP_HAVE_RELIABLE_PIPED_LOGS"])
            text.Append(" -D ").Append(name).Append('\n');
        AddValue(text, "HTTPD_ROOT", Installation.ServerRoot);
        AddValue(text, "SUEXEC_BIN", Installation.ServerRoot + "/bin/suexec");
        AddValue(text, "DEFAULT_PIDLOG", Installation.PidFile);
        AddValue(text, "DEFAULT_SCOREBOARD", "logs/apache_runtime_status");
        AddValue(text, "DEFAULT_ERRORLOG", Installation.ErrorLog);
        AddValue(text, "AP_TYPES_CONFIG_FILE", Installation.TypesFile);
        AddValue(text, "SERVER_CONFIG_FILE", Installation.ConfigFile);
        return text.ToString();
    }

    private static void AddValue(StringBuilder text, string name, string value) =>
        text.Append(" -D ").Append(name).Append("=\"").Append(value).Append("\"\n");
}
