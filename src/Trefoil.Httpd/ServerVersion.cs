namespace Trefoil.Httpd;

/// <summary>What the server calls itself.</summary>
internal static class ServerVersion
{
    /// <summary>The version of Apache whose behaviour is followed.</summary>
    internal const string Apache = "2.4.71";

    /// <summary>Our own version.</summary>
    internal static string Trefoil { get; } = Read();

    /// <summary>As -v shows it.</summary>
    internal static string Description { get; } = $"Apache/{Apache} compatible (Trefoil/{Trefoil})";

    private static string Read()
    {
        var version = typeof(ServerVersion).Assembly.GetName().Version ?? new Version(0, 0, 0);
        return $"{version.Major}.{version.Minor}.{version.Build}";
    }
}
