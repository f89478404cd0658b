using Trefoil.Configuration.Directives;
using Trefoil.Configuration.Sections;
using Trefoil.Http.Phases;

namespace Trefoil.Http;

/// <summary>Everything of one configuration that requests need: its servers and the table of phases. Lives as long as the child.</summary>
public sealed class HttpRuntime
{
    /// <summary>Builds the runtime of a configuration that was read without error.</summary>
    public HttpRuntime(ConfigurationContext configuration)
    {
        Configuration = configuration;
        Phases = new PhaseTable(configuration.Modules);
    }

    /// <summary>The configuration.</summary>
    public ConfigurationContext Configuration { get; }

    /// <summary>The main server.</summary>
    public ServerConfig MainServer => Configuration.MainServer;

    /// <summary>Which modules run in which phase.</summary>
    public PhaseTable Phases { get; }

    /// <summary>The module of that type, or null where it is not loaded.</summary>
    public T? Module<T>() where T : class
    {
        foreach (var module in Configuration.Modules)
        {
            if (module is T found)
                return found;
        }
        return null;
    }
}
