using Trefoil.Configuration.Directives;
using Trefoil.Configuration.Sections;
using Trefoil.Http.Expressions;
using Trefoil.Http.Phases;
using Trefoil.Http.VirtualHosts;
using Trefoil.Http.Walks;

namespace Trefoil.Http;

/// <summary>Everything of one configuration that requests need: its servers and the table of phases. Lives as long as the child.</summary>
public sealed class HttpRuntime
{
    private readonly Dictionary<ServerConfig, WalkNode> _walkRoots = [];

    /// <summary>Builds the runtime of a configuration that was read without error.</summary>
    public HttpRuntime(ConfigurationContext configuration)
    {
        Configuration = configuration;
        Phases = new PhaseTable(configuration.Modules);
        ExpressionSources = [.. configuration.Modules.OfType<IExpressionSource>()];
        VirtualHosts = new VirtualHostTable(configuration);
        AccessFiles = new AccessFileCache(configuration);
        _walkRoots.Add(configuration.MainServer, WalkNode.Root(configuration.MainServer));
        foreach (var host in configuration.VirtualHosts)
            _walkRoots.Add(host, WalkNode.Root(host));
    }

    /// <summary>The configuration.</summary>
    public ConfigurationContext Configuration { get; }

    /// <summary>The main server.</summary>
    public ServerConfig MainServer => Configuration.MainServer;

    /// <summary>Which modules run in which phase.</summary>
    public PhaseTable Phases { get; }

    /// <summary>Which server answers on which address and to which name.</summary>
    public VirtualHostTable VirtualHosts { get; }

    /// <summary>Modules with variables and functions for expressions.</summary>
    internal IExpressionSource[] ExpressionSources { get; }

    /// <summary>The .htaccess files read so far.</summary>
    internal AccessFileCache AccessFiles { get; }

    /// <summary>Where the walks of a server begin.</summary>
    internal WalkNode WalkRoot(ServerConfig server) => _walkRoots[server];

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
