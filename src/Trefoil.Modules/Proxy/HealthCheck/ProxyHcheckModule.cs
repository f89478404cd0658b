using Trefoil.Configuration.Directives;
using Trefoil.Http;
using Trefoil.Modules.Proxy.Core;
using Trefoil.Modules.Proxy.Workers;

namespace Trefoil.Modules.Proxy.HealthCheck;

/// <summary>mod_proxy_hcheck: probes members of balancers, beside requests, and takes those that do not answer as they should out of use.</summary>
public sealed class ProxyHcheckModule : Module, IWorkerParameterSource, IChildStart
{
    internal const string Name = "proxy_hcheck";

    /// <inheritdoc/>
    public override string Identifier => "proxy_hcheck_module";

    /// <inheritdoc/>
    public override string SourceFile => "mod_proxy_hcheck.c";

    /// <inheritdoc/>
    public override IReadOnlyList<DirectiveDefinition> Directives => HcheckDirectives.All;

    /// <summary>Every child may probe; which one does is settled check by check in the memory that they share.</summary>
    public void OnChildStart(HttpRuntime runtime)
    {
        var probes = new List<HealthProbe>();
        Collect(runtime, runtime.MainServer, probes);
        foreach (var host in runtime.Configuration.VirtualHosts)
            Collect(runtime, host, probes);
        if (probes.Count > 0)
            new HealthWatch(probes).Start();
    }

    string? IWorkerParameterSource.SetWorkerParameter(DirectiveScope scope, WorkerParameters parameters, string key, string value) =>
        HcheckParameters.Set(scope.ForServer<HcheckSettings>(), parameters.Health ??= new HealthParameters(), key, value, replace => parameters.Health = replace);

    private static void Collect(HttpRuntime runtime, Configuration.Sections.ServerConfig server, List<HealthProbe> probes)
    {
        foreach (var balancer in server.Settings.Get<ProxyServerSettings>().Balancers)
        {
            foreach (var member in balancer.Members)
            {
                if (member.Parameters.Health is { Method: not HealthMethod.None } && !probes.Exists(probe => probe.Worker == member))
                    probes.Add(new HealthProbe(runtime, server, member));
            }
        }
    }
}
