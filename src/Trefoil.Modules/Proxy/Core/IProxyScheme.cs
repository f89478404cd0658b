using Trefoil.Http.Messages;
using Trefoil.Http.Phases;

namespace Trefoil.Modules.Proxy.Core;

/// <summary>
/// A protocol spoken to backends. A module that implements it is asked by mod_proxy for every proxied request; that is all it takes to plug a scheme in.
/// </summary>
/// <remarks>
/// How a scheme is written, with mod_proxy doing the rest (mapping, workers, balancers, failover, error states):
/// 1. <see cref="Canonicalise"/>: for "fcgi://host:9000/path" check it and set request.Filename to "proxy:" and the URL in its canonical form, or decline.
/// 2. <see cref="HandleAsync"/>: decline unless <see cref="ProxyCall.Scheme"/> is yours. Then
///    <c>var (connection, status) = await BackendConnector.ConnectAsync(call, "FCGI");</c> which finds the addresses, takes a pooled connection or opens one,
///    and logs failures. With <c>connection is null</c> return the status (502, 503 or 504).
/// 3. Exchange through <c>connection.SendAsync</c> and <c>connection.ReceiveAsync</c> with <see cref="ProxyCall.Timeout"/>; read the request's body from
///    request.Input, write the response to request.Output.
/// 4. Set <c>connection.MustClose</c> where the connection must not be used again, and call <c>connection.Worker.Pool.Release(connection)</c> in any case.
/// 5. Return Ok when the response was written (or broken off), or a status. 503 lets a balancer try another member: return it only while nothing of the
///    request's body was consumed and nothing of the response was sent.
/// </remarks>
internal interface IProxyScheme
{
    /// <summary>Checks and completes the URL of a request that is to be proxied, in the Fixups phase.</summary>
    /// <param name="request">The request; its Filename is "proxy:" and the URL.</param>
    /// <param name="url">The URL, without a Unix socket in front.</param>
    /// <returns>Declined where the scheme is not this module's.</returns>
    PhaseResult Canonicalise(Request request, string url);

    /// <summary>Serves the request from the backend.</summary>
    ValueTask<PhaseResult> HandleAsync(ProxyCall call);
}

/// <summary>A module that may keep mod_proxy from taking a request although its path is mapped (a tunnel for upgrades only).</summary>
internal interface IProxyMappingCheck
{
    /// <summary>False where the request is not for this mapping.</summary>
    bool Accepts(Request request, string url);
}
