using Trefoil.Configuration.Directives;

namespace Trefoil.Modules;

/// <summary>A module that is compiled in.</summary>
/// <param name="Identifier">LoadModule's name for it.</param>
/// <param name="SourceFile">IfModule's name for it.</param>
/// <param name="Create">Makes an instance for one configuration.</param>
public sealed record RegisteredModule(string Identifier, string SourceFile, Func<Module> Create);

/// <summary>Every module of this project, in alphabetical order.</summary>
public static class ModuleRegistry
{
    /// <summary>The list.</summary>
    public static IReadOnlyList<RegisteredModule> All { get; } =
    [
        new("access_compat_module", "mod_access_compat.c", static () => new Aaa.AccessCompat.AccessCompatModule()),
        new("actions_module", "mod_actions.c", static () => new Mappers.Actions.ActionsModule()),
        new("alias_module", "mod_alias.c", static () => new Mappers.Alias.AliasModule()),
        new("allowmethods_module", "mod_allowmethods.c", static () => new Aaa.AllowMethods.AllowMethodsModule()),
        new("asis_module", "mod_asis.c", static () => new Generators.AsIs.AsIsModule()),
        new("auth_basic_module", "mod_auth_basic.c", static () => new Aaa.AuthBasic.AuthBasicModule()),
        new("auth_digest_module", "mod_auth_digest.c", static () => new Aaa.AuthDigest.AuthDigestModule()),
        new("authn_anon_module", "mod_authn_anon.c", static () => new Aaa.AuthnAnon.AuthnAnonModule()),
        new("authn_core_module", "mod_authn_core.c", static () => new Aaa.AuthnCore.AuthnCoreModule()),
        new("authn_dbm_module", "mod_authn_dbm.c", static () => new Aaa.AuthnDbm.AuthnDbmModule()),
        new("authn_file_module", "mod_authn_file.c", static () => new Aaa.AuthnFile.AuthnFileModule()),
        new("authn_socache_module", "mod_authn_socache.c", static () => new Aaa.AuthnSocache.AuthnSocacheModule()),
        new("authz_core_module", "mod_authz_core.c", static () => new Aaa.AuthzCore.AuthzCoreModule()),
        new("authz_dbm_module", "mod_authz_dbm.c", static () => new Aaa.AuthzDbm.AuthzDbmModule()),
        new("authz_groupfile_module", "mod_authz_groupfile.c", static () => new Aaa.AuthzGroupFile.AuthzGroupFileModule()),
        new("authz_host_module", "mod_authz_host.c", static () => new Aaa.AuthzHost.AuthzHostModule()),
        new("authz_owner_module", "mod_authz_owner.c", static () => new Aaa.AuthzOwner.AuthzOwnerModule()),
        new("authz_user_module", "mod_authz_user.c", static () => new Aaa.AuthzUser.AuthzUserModule()),
        new("autoindex_module", "mod_autoindex.c", static () => new Generators.AutoIndex.AutoIndexModule()),
        new("brotli_module", "mod_brotli.c", static () => new Filters.Brotli.BrotliModule()),
        new("buffer_module", "mod_buffer.c", static () => new Filters.Buffering.BufferModule()),
        new("cern_meta_module", "mod_cern_meta.c", static () => new Metadata.CernMeta.CernMetaModule()),
        new("cgi_module", "mod_cgi.c", static () => new Generators.Cgi.CgiModule()),
        new("cgid_module", "mod_cgid.c", static () => new Generators.Cgi.CgidModule()),
        new("core_module", "core.c", static () => new Http.Core.CoreModule()),
        new("data_module", "mod_data.c", static () => new Filters.Data.DataModule()),
        new("deflate_module", "mod_deflate.c", static () => new Filters.Deflate.DeflateModule()),
        new("dir_module", "mod_dir.c", static () => new Mappers.Dir.DirModule()),
        new("env_module", "mod_env.c", static () => new Metadata.Env.EnvModule()),
        new("expires_module", "mod_expires.c", static () => new Metadata.Expires.ExpiresModule()),
        new("filter_module", "mod_filter.c", static () => new Filters.Filter.FilterModule()),
        new("headers_module", "mod_headers.c", static () => new Metadata.Headers.HeadersModule()),
        new("http_module", "http_core.c", static () => new Http.Core.HttpCoreModule()),
        new("include_module", "mod_include.c", static () => new Filters.Include.IncludeModule()),
        new("lbmethod_bybusyness_module", "mod_lbmethod_bybusyness.c", static () => new Proxy.LbMethods.ByBusynessModule()),
        new("lbmethod_byrequests_module", "mod_lbmethod_byrequests.c", static () => new Proxy.LbMethods.ByRequestsModule()),
        new("lbmethod_bytraffic_module", "mod_lbmethod_bytraffic.c", static () => new Proxy.LbMethods.ByTrafficModule()),
        new("info_module", "mod_info.c", static () => new Generators.Info.InfoModule()),
        new("log_config_module", "mod_log_config.c", static () => new Loggers.LogConfig.LogConfigModule()),
        new("log_debug_module", "mod_log_debug.c", static () => new Loggers.LogDebug.LogDebugModule()),
        new("logio_module", "mod_logio.c", static () => new Loggers.LogIO.LogIOModule()),
        new("mime_module", "mod_mime.c", static () => new Metadata.Mime.MimeModule()),
        new("mpm_event_module", "event.c", static () => new Mpm.Event.EventModule()),
        new("mpm_prefork_module", "prefork.c", static () => new Mpm.Prefork.PreforkModule()),
        new("mpm_worker_module", "worker.c", static () => new Mpm.Worker.WorkerModule()),
        new("negotiation_module", "mod_negotiation.c", static () => new Mappers.Negotiation.NegotiationModule()),
        new("proxy_balancer_module", "mod_proxy_balancer.c", static () => new Proxy.Balancer.ProxyBalancerModule()),
        new("proxy_connect_module", "mod_proxy_connect.c", static () => new Proxy.ProxyConnect.ProxyConnectModule()),
        new("proxy_hcheck_module", "mod_proxy_hcheck.c", static () => new Proxy.HealthCheck.ProxyHcheckModule()),
        new("proxy_http_module", "mod_proxy_http.c", static () => new Proxy.ProxyHttp.ProxyHttpModule()),
        new("proxy_module", "mod_proxy.c", static () => new Proxy.Core.ProxyModule()),
        new("proxy_wstunnel_module", "mod_proxy_wstunnel.c", static () => new Proxy.ProxyWsTunnel.ProxyWsTunnelModule()),
        new("ratelimit_module", "mod_ratelimit.c", static () => new Filters.RateLimit.RateLimitModule()),
        new("reflector_module", "mod_reflector.c", static () => new Filters.Reflector.ReflectorModule()),
        new("remoteip_module", "mod_remoteip.c", static () => new Metadata.RemoteIp.RemoteIpModule()),
        new("reqtimeout_module", "mod_reqtimeout.c", static () => new Filters.ReqTimeout.ReqTimeoutModule()),
        new("request_module", "mod_request.c", static () => new Filters.KeptBodies.RequestModule()),
        new("rewrite_module", "mod_rewrite.c", static () => new Mappers.Rewrite.RewriteModule()),
        new("sed_module", "mod_sed.c", static () => new Filters.Sed.SedModule()),
        new("setenvif_module", "mod_setenvif.c", static () => new Metadata.SetEnvIf.SetEnvIfModule()),
        new("slotmem_plain_module", "mod_slotmem_plain.c", static () => new SlotMem.SlotmemPlainModule()),
        new("slotmem_shm_module", "mod_slotmem_shm.c", static () => new Proxy.SlotMem.SlotMemModule()),
        new("so_module", "mod_so.c", static () => new Mappers.So.SoModule()),
        new("socache_shmcb_module", "mod_socache_shmcb.c", static () => new Cache.SocacheShmcbModule()),
        new("status_module", "mod_status.c", static () => new Generators.Status.StatusModule()),
        new("substitute_module", "mod_substitute.c", static () => new Filters.Substitute.SubstituteModule()),
        new("suexec_module", "mod_suexec.c", static () => new Generators.Suexec.SuexecModule()),
        new("unique_id_module", "mod_unique_id.c", static () => new Metadata.UniqueId.UniqueIdModule()),
        new("unixd_module", "mod_unixd.c", static () => new Mpm.Unixd.UnixdModule()),
        new("userdir_module", "mod_userdir.c", static () => new Mappers.Userdir.UserdirModule()),
        new("usertrack_module", "mod_usertrack.c", static () => new Metadata.UserTrack.UserTrackModule()),
        new("version_module", "mod_version.c", static () => new Metadata.Version.VersionModule()),
        new("vhost_alias_module", "mod_vhost_alias.c", static () => new Mappers.VhostAlias.VhostAliasModule()),
        new("watchdog_module", "mod_watchdog.c", static () => new Core.WatchdogModule()),
    ];
}
