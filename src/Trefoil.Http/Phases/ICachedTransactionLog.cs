using Trefoil.Configuration.Sections;
using Trefoil.Http.Cache;

namespace Trefoil.Http.Phases;

/// <summary>
/// A logging module that can log a request which was answered with a prebuilt response, without a Request object. A module of the LogTransaction phase that cannot
/// keeps prebuilt responses from being used at all, since nothing may go unlogged.
/// </summary>
public interface ICachedTransactionLog : ILogTransaction
{
    /// <summary>True when everything that this module would log of this server can be had from a <see cref="CachedTransaction"/>.</summary>
    bool AcceptsCached(ServerConfig server);

    /// <summary>Logs it; must not allocate or block.</summary>
    void LogCached(in CachedTransaction transaction);
}
