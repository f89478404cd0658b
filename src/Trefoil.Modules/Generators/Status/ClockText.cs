using System.Globalization;
using System.Text;

namespace Trefoil.Modules.Generators.Status;

/// <summary>Times and durations in words.</summary>
internal static class ClockText
{
    /// <summary>Each part that is not zero, with a blank in front: " 1 day 2 seconds".</summary>
    internal static string Uptime(long seconds)
    {
        var text = new StringBuilder();
        Add(text, seconds / 86400, "day");
        Add(text, seconds / 3600 % 24, "hour");
        Add(text, seconds / 60 % 60, "minute");
        Add(text, seconds % 60, "second");
        return text.ToString();
    }

    /// <summary>"Sunday, 22-Nov-2026 00:27:15 UTC" in the server's time zone.</summary>
    internal static string Local(DateTimeOffset time, TimeZoneInfo zone)
    {
        var local = TimeZoneInfo.ConvertTime(time, zone);
        var name = zone.IsDaylightSavingTime(local) ? zone.DaylightName : zone.StandardName;
        if (name.Length == 0 || name.Contains(' '))
            name = local.Offset == TimeSpan.Zero ? "UTC" : local.ToString("zzz", CultureInfo.InvariantCulture).Replace(":", "");
        return local.ToString("dddd, dd-MMM-yyyy HH:mm:ss ", CultureInfo.InvariantCulture) + name;
    }

    private static void Add(StringBuilder text, long count, string unit)
    {
        if (count > 0)
            text.Append(CultureInfo.InvariantCulture, $" {count} {unit}{(count == 1 ? "" : "s")}");
    }
}
