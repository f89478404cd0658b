using System.Globalization;
using Trefoil.Configuration.Directives;

namespace Trefoil.Mpm.Spawner;

/// <summary>
/// What is compiled into Apache's suexec: where programs may lie, who may own them, the path they get. Here the administrator sets it with
/// <c>Define SUEXEC_...</c> in the configuration, which only root can have written for a server that starts as root.
/// </summary>
internal sealed class SuexecSettings
{
    private const string DefaultDocumentRoot = "/var/www", DefaultSuffix = "public_html", DefaultPath = "/usr/local/bin:/usr/bin:/bin";
    private const uint DefaultLowest = 100;

    /// <summary>AP_DOC_ROOT.</summary>
    internal string DocumentRoot { get; private init; } = DefaultDocumentRoot;

    /// <summary>AP_USERDIR_SUFFIX.</summary>
    internal string UserDirectory { get; private init; } = DefaultSuffix;

    /// <summary>AP_SAFE_PATH.</summary>
    internal string SafePath { get; private init; } = DefaultPath;

    /// <summary>AP_UID_MIN.</summary>
    internal uint LowestUser { get; private init; } = DefaultLowest;

    /// <summary>AP_GID_MIN.</summary>
    internal uint LowestGroup { get; private init; } = DefaultLowest;

    /// <summary>AP_SUEXEC_UMASK, or -1 to leave the mask.</summary>
    internal int FileModeMask { get; private init; } = -1;

    /// <summary>AP_LOG_EXEC, opened by the parent; -1 for none.</summary>
    internal int LogDescriptor { get; init; } = -1;

    /// <summary>The log's path.</summary>
    internal static string LogPath(ConfigurationContext context) => context.ResolvePath(context.Defines.GetValueOrDefault("SUEXEC_LOG") is { Length: > 0 } path ? path : "logs/suexec.log");

    internal static SuexecSettings From(ConfigurationContext context, int logDescriptor) => new()
    {
        DocumentRoot = Text(context, "SUEXEC_DOC_ROOT", DefaultDocumentRoot).TrimEnd('/'),
        UserDirectory = Text(context, "SUEXEC_USERDIR", DefaultSuffix),
        SafePath = Text(context, "SUEXEC_SAFE_PATH", DefaultPath),
        LowestUser = Number(context, "SUEXEC_UID_MIN"),
        LowestGroup = Number(context, "SUEXEC_GID_MIN"),
        FileModeMask = Mask(context),
        LogDescriptor = logDescriptor,
    };

    internal void Write(BinaryWriter writer)
    {
        writer.Write(DocumentRoot);
        writer.Write(UserDirectory);
        writer.Write(SafePath);
        writer.Write(LowestUser);
        writer.Write(LowestGroup);
        writer.Write(FileModeMask);
        writer.Write(LogDescriptor);
    }

    internal static SuexecSettings Read(BinaryReader reader) => new()
    {
        DocumentRoot = reader.ReadString(),
        UserDirectory = reader.ReadString(),
        SafePath = reader.ReadString(),
        LowestUser = reader.ReadUInt32(),
        LowestGroup = reader.ReadUInt32(),
        FileModeMask = reader.ReadInt32(),
        LogDescriptor = reader.ReadInt32(),
    };

    private static string Text(ConfigurationContext context, string name, string standard) =>
        context.Defines.GetValueOrDefault(name) is { Length: > 0 } value ? value : standard;

    private static uint Number(ConfigurationContext context, string name) =>
        uint.TryParse(context.Defines.GetValueOrDefault(name), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : DefaultLowest;

    private static int Mask(ConfigurationContext context)
    {
        if (context.Defines.GetValueOrDefault("SUEXEC_UMASK") is not { Length: > 0 and <= 4 } text)
            return -1;
        var mask = 0;
        foreach (var digit in text)
        {
            if (digit is < '0' or > '7')
                return -1;
            mask = mask * 8 + (digit - '0');
        }
        return mask;
    }
}
