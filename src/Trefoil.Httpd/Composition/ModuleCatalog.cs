using Trefoil.Configuration.Directives;
using Trefoil.Configuration.Reading;
using Trefoil.Modules;

namespace Trefoil.Httpd.Composition;

/// <summary>The modules that this server is made of.</summary>
internal sealed class ModuleCatalog : IModuleCatalog
{
    private readonly Dictionary<string, RegisteredModule> _registered = ModuleRegistry.All.ToDictionary(static module => module.Identifier);

    public IReadOnlyList<ModuleName> Modules { get; } = [.. ModuleRegistry.All.Select(static module => new ModuleName(module.Identifier, module.SourceFile))];

    /// <summary>Source files of all modules for -l, in the order of the alphabet.</summary>
    internal static IEnumerable<string> SourceFiles =>
        ModuleRegistry.All.Select(static module => module.SourceFile).Concat(OwnModules.Names.Select(static name => name.SourceFile)).Distinct().Order(StringComparer.Ordinal);

    public Module? Create(string identifier) => _registered.TryGetValue(identifier, out var module) ? module.Create() : null;
}
