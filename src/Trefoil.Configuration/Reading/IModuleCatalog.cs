using Trefoil.Configuration.Directives;

namespace Trefoil.Configuration.Reading;

/// <summary>The modules that this server is built with.</summary>
public interface IModuleCatalog
{
    /// <summary>All of them, static ones in the order in which they are on.</summary>
    IReadOnlyList<ModuleName> Modules { get; }

    /// <summary>A fresh instance, or null where there is no module of that identifier.</summary>
    Module? Create(string identifier);
}
