using Trefoil.Configuration.Sections;
using Trefoil.Configuration.Settings;

namespace Trefoil.Configuration.Directives;

/// <summary>Where a directive stands while it is applied, and what it may fill.</summary>
public sealed class DirectiveScope
{
    /// <summary>Makes a scope.</summary>
    public DirectiveScope(ConfigurationContext context, ServerConfig server, SettingsVector directory, Directive directive)
    {
        Context = context;
        Server = server;
        DirectorySettings = directory;
        Directive = directive;
    }

    /// <summary>The configuration being built.</summary>
    public ConfigurationContext Context { get; }

    /// <summary>The main server or virtual host that the directive stands in.</summary>
    public ServerConfig Server { get; }

    /// <summary>Settings of the enclosing section, or of the server's base where there is none.</summary>
    public SettingsVector DirectorySettings { get; }

    /// <summary>The directive itself (location, raw arguments, children).</summary>
    public Directive Directive { get; private set; }

    /// <summary>The enclosing section, innermost first; null directly in the server.</summary>
    public Section? Section { get; init; }

    /// <summary>True in a .htaccess file.</summary>
    public bool IsHtaccess { get; init; }

    /// <summary>The AllowOverride classes in effect (everything outside .htaccess).</summary>
    public AllowedIn Override { get; init; } = AllowedIn.OrAll | AllowedIn.RsrcConf | AllowedIn.AccessConf | AllowedIn.OrUnset;

    /// <summary>The Options bits that AllowOverride Options=... lets a .htaccess change; all bits elsewhere.</summary>
    public uint OverrideOptions { get; init; } = uint.MaxValue;

    /// <summary>The methods of the enclosing Limit or LimitExcept as a bit set over method numbers; all bits outside.</summary>
    public ulong LimitedMethods { get; init; } = ulong.MaxValue;

    /// <summary>Per-directory settings of one type, to fill.</summary>
    public T Directory<T>() where T : class, ISettings<T>, new() => DirectorySettings.GetOrCreate<T>();

    /// <summary>Per-server settings of one type, to fill.</summary>
    public T ForServer<T>() where T : class, ISettings<T>, new() => Server.Settings.GetOrCreate<T>();

    /// <summary>Reads a Flag argument.</summary>
    public static bool IsOn(string argument) => string.Equals(argument, "on", StringComparison.OrdinalIgnoreCase);

    /// <summary>The same place for another directive.</summary>
    public void MoveTo(Directive directive) => Directive = directive;
}
