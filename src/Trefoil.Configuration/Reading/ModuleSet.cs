using Trefoil.Configuration.Applying;
using Trefoil.Configuration.Directives;
using Trefoil.Configuration.Sections;
using Trefoil.Configuration.Tables;

namespace Trefoil.Configuration.Reading;

/// <summary>The modules that are on, in order of loading, with their directives.</summary>
internal sealed class ModuleSet
{
    /// <summary>Compiled into Debian's server, so that its configurations do not load them.</summary>
    private static readonly string[] AlwaysOn =
        ["core_module", "so_module", "watchdog_module", "http_module", "log_config_module", "logio_module", "version_module", "unixd_module"];

    private readonly IModuleCatalog _catalog;
    private readonly List<Module> _modules = [];
    private readonly HashSet<string> _static = [];

    internal ModuleSet(IModuleCatalog catalog)
    {
        _catalog = catalog;
        Commands.Add(ReadCommands.Definitions);
        Commands.Add(SectionDirectives.All);
        foreach (var identifier in AlwaysOn)
            TurnOnStatic(identifier);
        foreach (var module in catalog.Modules)
        {
            if (module.IsStatic)
                TurnOnStatic(module.Identifier);
        }
    }

    internal IReadOnlyList<Module> Modules => _modules;

    internal CommandTable Commands { get; } = new();

    internal bool IsStatic(string identifier) => _static.Contains(identifier);

    internal Module? Find(string identifier) => _modules.Find(module => module.Identifier == identifier);

    internal bool IsOn(string name) => _modules.Exists(module => module.Identifier == name || module.SourceFile == name);

    /// <summary>Turns a module on that this server has; false if it lacks it.</summary>
    internal bool TurnOn(string identifier)
    {
        var module = OwnModules.Create(identifier) ?? _catalog.Create(identifier);
        if (module is null)
            return false;
        Add(module);
        return true;
    }

    /// <summary>Turns a module on that only Apache has; false if Apache has none of that name either.</summary>
    internal bool TurnOnUnbuilt(string identifier)
    {
        if (ModuleTable.Find(identifier) is not { } name)
            return false;
        Add(new UnbuiltModule(name));
        return true;
    }

    private void TurnOnStatic(string identifier)
    {
        if (_static.Add(identifier) && !TurnOn(identifier))
            _static.Remove(identifier);
    }

    private void Add(Module module)
    {
        _modules.Add(module);
        Commands.Add(module.Directives);
    }
}
