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

    /// <summary>The place of the section that encloses this one; its Directive is that section. Null at the top of a server or .htaccess.</summary>
    public DirectiveScope? Outer { get; private init; }

    /// <summary>The innermost enclosing section that has settings of its own; null directly in the server.</summary>
    public Section? Section { get; init; }

    /// <summary>True in a .htaccess file.</summary>
    public bool IsHtaccess { get; init; }

    /// <summary>The AllowOverride classes in effect (everything outside .htaccess).</summary>
    public AllowedIn Override { get; init; } = AllowedIn.OrAll | AllowedIn.RsrcConf | AllowedIn.AccessConf | AllowedIn.OrUnset;

    /// <summary>Names that AllowOverrideList allows in a .htaccess beside the classes, or null.</summary>
    public IReadOnlySet<string>? OverrideList { get; init; }

    /// <summary>AllowOverride Nonfatal=Override: forbidden directives in .htaccess are skipped.</summary>
    public bool NonfatalOverride { get; init; }

    /// <summary>AllowOverride Nonfatal=Unknown: unknown directives in .htaccess are skipped.</summary>
    public bool NonfatalUnknown { get; init; }

    /// <summary>The Options bits that AllowOverride Options=... lets a .htaccess change; all bits elsewhere.</summary>
    public uint OverrideOptions { get; init; } = uint.MaxValue;

    /// <summary>The methods of the enclosing Limit or LimitExcept as a bit set over method numbers; all bits outside.</summary>
    public ulong LimitedMethods { get; init; } = ulong.MaxValue;

    /// <summary>The row of the command table that is at work.</summary>
    internal DirectiveDefinition? Definition { get; set; }

    /// <summary>What one walk over directives shares: where it failed.</summary>
    internal ApplyRun Run { get; init; } = new();

    /// <summary>The place inside the directive at hand, for <see cref="ConfigurationContext.ApplyChildren"/>.</summary>
    /// <param name="directory">Settings that the children fill; these here if null.</param>
    /// <param name="section">The section that begins here; the enclosing one if null.</param>
    /// <param name="server">The server; this one if null.</param>
    /// <param name="allow">What may stand inside; as here if null.</param>
    /// <param name="methods">Methods of Limit; as here if null.</param>
    public DirectiveScope Nested(SettingsVector? directory = null, Section? section = null, ServerConfig? server = null, AllowedIn? allow = null, ulong? methods = null) =>
        new(Context, server ?? Server, directory ?? DirectorySettings, Directive)
        {
            Outer = this,
            Section = section ?? Section,
            IsHtaccess = IsHtaccess,
            Override = allow ?? Override,
            OverrideList = OverrideList,
            NonfatalOverride = NonfatalOverride,
            NonfatalUnknown = NonfatalUnknown,
            OverrideOptions = OverrideOptions,
            LimitedMethods = methods ?? LimitedMethods,
            Run = Run,
        };

    /// <summary>Per-directory settings of one type, to fill.</summary>
    public T Directory<T>() where T : class, ISettings<T>, new() => DirectorySettings.GetOrCreate<T>();

    /// <summary>Per-server settings of one type, to fill.</summary>
    public T ForServer<T>() where T : class, ISettings<T>, new() => Server.Settings.GetOrCreate<T>();

    /// <summary>Reads a Flag argument.</summary>
    public static bool IsOn(string argument) => string.Equals(argument, "on", StringComparison.OrdinalIgnoreCase);

    /// <summary>The same place for another directive.</summary>
    public void MoveTo(Directive directive) => Directive = directive;
}
