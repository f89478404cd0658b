namespace Trefoil.Io.Logs;

/// <summary>"syslog[:facility[:tag]]" of ErrorLog taken apart.</summary>
/// <param name="Facility">The facility's number as in syslog(3), shifted.</param>
/// <param name="Tag">Name in front of each line, or null for the program's.</param>
public readonly record struct SyslogDestination(int Facility, string? Tag)
{
    private const int DefaultFacility = 23 << 3;

    private static readonly string[] Names =
        ["kern", "user", "mail", "daemon", "auth", "syslog", "lpr", "news", "uucp", "cron", "authpriv", "ftp", "", "", "", "", "local0", "local1", "local2", "local3", "local4", "local5", "local6", "local7"];

    /// <summary>True when the text names syslog and no file.</summary>
    public static bool IsSyslog(string destination) =>
        destination.StartsWith("syslog", StringComparison.OrdinalIgnoreCase) && (destination.Length == 6 || destination[6] == ':');

    /// <summary>Takes a destination apart; false where the facility is unknown.</summary>
    public static bool TryParse(string destination, out SyslogDestination result)
    {
        result = new SyslogDestination(DefaultFacility, null);
        if (destination.Length <= 7)
            return true;
        var rest = destination[7..];
        var colon = rest.IndexOf(':');
        var facility = colon < 0 ? rest : rest[..colon];
        var tag = colon < 0 || colon + 1 == rest.Length ? null : rest[(colon + 1)..];
        var number = facility.Length == 0 ? DefaultFacility >> 3 : Array.FindIndex(Names, name => name.Equals(facility, StringComparison.OrdinalIgnoreCase));
        result = new SyslogDestination(Math.Max(number, 0) << 3, tag);
        return number >= 0;
    }
}
