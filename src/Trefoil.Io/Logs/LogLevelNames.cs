namespace Trefoil.Io.Logs;

/// <summary>The keywords of LogLevel.</summary>
public static class LogLevelNames
{
    private static readonly string[] Names =
        ["emerg", "alert", "crit", "error", "warn", "notice", "info", "debug", "trace1", "trace2", "trace3", "trace4", "trace5", "trace6", "trace7", "trace8"];

    /// <summary>The keyword of a level.</summary>
    public static string Keyword(LogLevel level) => Names[(int)level];

    /// <summary>Finds a level by its keyword, without regard to case.</summary>
    public static bool TryParse(string keyword, out LogLevel level)
    {
        var index = Array.FindIndex(Names, name => name.Equals(keyword, StringComparison.OrdinalIgnoreCase));
        level = (LogLevel)Math.Max(index, 0);
        return index >= 0;
    }
}
