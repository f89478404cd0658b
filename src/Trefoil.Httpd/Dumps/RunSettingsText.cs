using System.Text;
using Trefoil.Configuration;
using Trefoil.Configuration.Dumps;
using Trefoil.Http.Core;
using Trefoil.Io.Processes;
using Trefoil.Mpm.Settings;
using Trefoil.Mpm.Unixd;

namespace Trefoil.Httpd.Dumps;

/// <summary>The text of -t -D DUMP_RUN_CFG.</summary>
internal static class RunSettingsText
{
    internal static string Of(HttpdConfiguration configuration)
    {
        var settings = configuration.MainServer.Settings;
        var mpm = settings.Get<MpmSettings>();
        var text = new StringBuilder();
        Quote(text, "ServerRoot", configuration.ServerRoot);
        Quote(text, "Main DocumentRoot", settings.Get<CoreServerSettings>().DocumentRoot);
        Quote(text, "Main ErrorLog", ErrorLogs.DestinationOf(configuration, settings.Get<ErrorLogSettings>()));
        if (mpm.ScoreBoardFile is { } scoreboard)
            Quote(text, "ScoreBoardFile", configuration.ResolvePath(scoreboard));
        AppendMutexes(text, configuration, mpm);
        Quote(text, "PidFile", configuration.ResolvePath(mpm.PidFile ?? Installation.PidFile));
        text.Append(ConfigurationDump.Defines(configuration));
        AppendIdentity(text, settings.Get<UnixdSettings>());
        return text.ToString();
    }

    private static void AppendMutexes(StringBuilder text, HttpdConfiguration configuration, MpmSettings mpm)
    {
        var names = mpm.Mutexes.Keys.Where(static name => name != "default").Order(StringComparer.Ordinal).Prepend("default");
        foreach (var name in names)
        {
            var choice = mpm.Mutexes.GetValueOrDefault(name);
            text.Append("Mutex ").Append(name).Append(": ");
            if (choice?.Mechanism == "none")
                text.Append("none\n");
            else
            {
                var directory = choice?.Path ?? configuration.RuntimeDirectory ?? configuration.ResolvePath("logs");
                text.Append("dir=\"").Append(directory.TrimEnd('/')).Append("/\" mechanism=").Append(choice?.Mechanism ?? "default").Append(' ');
                text.Append(choice?.OmitPid == true ? "[OmitPid]\n" : "\n");
            }
        }
    }

    private static void AppendIdentity(StringBuilder text, UnixdSettings unixd)
    {
        var notUsed = Credentials.IsRoot ? "\n" : " not_used\n";
        text.Append("User: name=\"").Append(unixd.UserText ?? "#-1").Append("\" id=").Append(unixd.User ?? uint.MaxValue).Append(notUsed);
        text.Append("Group: name=\"").Append(unixd.GroupText ?? "#-1").Append("\" id=").Append(unixd.Group ?? uint.MaxValue).Append(notUsed);
        if (unixd.ChrootDirectory is { } root)
            Quote(text, "ChrootDir", root);
    }

    private static void Quote(StringBuilder text, string name, string value) => text.Append(name).Append(": \"").Append(value).Append("\"\n");
}
