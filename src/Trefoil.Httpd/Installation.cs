namespace Trefoil.Httpd;

/// <summary>Where the program lies, and what follows from that.</summary>
internal static class Installation
{
    internal const string ConfigFile = "conf/httpd.conf";
    internal const string PidFile = "logs/httpd.pid";
    internal const string ErrorLog = "logs/error_log";
    internal const string TypesFile = "conf/mime.types";

    /// <summary>The folder of the program's files.</summary>
    internal static string ProgramDirectory { get; } = AppContext.BaseDirectory.TrimEnd('/');

    /// <summary>ServerRoot where nothing else is said: the folder that holds lib/httpd/ or bin/ with this program, wherever it was moved to.</summary>
    internal static string ServerRoot { get; } = FindServerRoot(ProgramDirectory);

    internal static string FindServerRoot(string programDirectory)
    {
        foreach (var place in (ReadOnlySpan<string>)["/lib/httpd", "/bin"])
        {
            if (programDirectory.EndsWith(place, StringComparison.Ordinal) && programDirectory.Length > place.Length)
                return programDirectory[..^place.Length];
        }
        return programDirectory;
    }
}
