using Trefoil.Http.Core;
using Trefoil.Http.Messages;
using Trefoil.Modules.Proxy.Balancer;
using Trefoil.Modules.Proxy.Workers;

namespace Trefoil.Modules.Proxy.Core;

/// <summary>One attempt to serve a request from a backend.</summary>
internal sealed class ProxyCall
{
    private ProxyUrl? _target;

    internal required Request Request { get; init; }

    internal required ProxyWorker Worker { get; init; }

    /// <summary>The balancer that chose the worker, or null.</summary>
    internal ProxyBalancer? Balancer { get; init; }

    /// <summary>The backend's URL of this request.</summary>
    internal required string Url { get; init; }

    /// <summary>Another proxy to go through, or null.</summary>
    internal RemoteProxy? Remote { get; init; }

    /// <summary>"http", "fcgi", lower case.</summary>
    internal string Scheme => Target.Scheme;

    /// <summary>The parts of <see cref="Url"/>.</summary>
    internal ProxyUrl Target => _target ??= ProxyUrl.TryParse(Url, out var url) ? url : default;

    /// <summary>The Unix socket that the worker, or the handler's text, names; null for TCP.</summary>
    internal string? UnixPath => Worker.UnixPath ?? (Worker.IsGeneral ? Request.NotesOrNull?.Get("uds_path") : null);

    internal ProxyServerSettings Server => Request.ForServer<ProxyServerSettings>();

    internal ProxyDirectorySettings Directory => Request.Directory<ProxyDirectorySettings>();

    /// <summary>The errno of the attempt to connect that has failed last, or 0.</summary>
    internal int ConnectError { get; set; }

    /// <summary>Longest silence of the backend, in milliseconds: timeout= of the worker, else ProxyTimeout, else Timeout.</summary>
    internal int Timeout
    {
        get
        {
            var time = Worker.Parameters.Timeout > 0 ? Worker.Parameters.Timeout
                : Server.Timeout is { } given ? given
                : Request.ForServer<CoreServerSettings>().Timeout / 1000;
            return (int)Math.Min(time, int.MaxValue);
        }
    }

    /// <summary>Longest time to connect.</summary>
    internal int ConnectTimeout => Worker.Parameters.ConnectionTimeout > 0 ? (int)Math.Min(Worker.Parameters.ConnectionTimeout, int.MaxValue) : Timeout;
}

/// <summary>A proxy in front of us (ProxyRemote).</summary>
/// <param name="Scheme">Scheme, partial URL or "*".</param>
/// <param name="Pattern">Of ProxyRemoteMatch.</param>
/// <param name="ProxyScheme">"http".</param>
/// <param name="Host">The remote proxy.</param>
/// <param name="Port">Its port.</param>
/// <param name="Credentials">"Basic ..." for Proxy-Authorization, or null.</param>
internal sealed record RemoteProxy(string Scheme, Configuration.Expressions.IPattern? Pattern, string ProxyScheme, string Host, int Port, string? Credentials);
