using Trefoil.Configuration.Directives;
using Trefoil.Io.Files;

namespace Trefoil.Http.Core;

/// <summary>The Server header's value, by ServerTokens.</summary>
public static class ServerBanner
{
    /// <summary>The version of Apache whose behaviour this server has.</summary>
    public const string Version = "2.4.71";

    /// <summary>When the program was built, as "2026-11-12T08:58:41": the time of its file.</summary>
    public static string BuiltAt()
    {
        if (FileSystem.Stat(AppContext.BaseDirectory.TrimEnd('/') + "/httpd.dll", out var status) < 0)
            return "";
        var time = DateTime.UnixEpoch.AddSeconds(status.ModifiedMicroseconds / 1_000_000);
        return $"{time.Year:D4}-{time.Month:D2}-{time.Day:D2}T{time.Hour:D2}:{time.Minute:D2}:{time.Second:D2}";
    }

    /// <summary>The banner of a running configuration.</summary>
    public static string Of(ConfigurationContext configuration) => Make(configuration.MainServer.Settings.Get<ServerTokenSettings>().Mode, configuration);

    /// <summary>The whole description whatever ServerTokens says (ap_get_server_description; %{SERVER_SOFTWARE} has the banner).</summary>
    public static string Description(ConfigurationContext configuration) => Make(ServerTokenMode.Full, configuration);

    private static string Make(ServerTokenMode mode, ConfigurationContext configuration)
    {
        const string product = "Apache";
        return mode switch
        {
            ServerTokenMode.Product => product,
            ServerTokenMode.Major => product + "/2",
            ServerTokenMode.Minor => product + "/2.4",
            ServerTokenMode.Minimal => product + "/" + Version,
            ServerTokenMode.OperatingSystem => product + "/" + Version + " (Unix)",
            _ => configuration.MainServer.Settings.Get<ServerTokenSettings>().Full,
        };
    }
}
