namespace Trefoil.Configuration.Tables;

/// <summary>Modules that are no part of Apache, or no longer, and what stands in for them.</summary>
internal static class ForeignModules
{
    internal static string Advice(string identifier)
    {
        var name = identifier.EndsWith("_module", StringComparison.Ordinal) ? identifier[..^7] : identifier;
        return name switch
        {
            _ when name.StartsWith("php", StringComparison.Ordinal) =>
                "PHP runs outside of this server: run PHP-FPM and use SetHandler \"proxy:unix:/run/php/php-fpm.sock|fcgi://localhost\" (proxy_module, proxy_fcgi_module)",
            "perl" => "Perl runs outside of this server: use cgid_module, or a PSGI server behind proxy_http_module",
            "wsgi" => "Python runs outside of this server: run gunicorn or uWSGI and use ProxyPass (proxy_http_module, proxy_uwsgi_module)",
            "passenger" => "run Passenger standalone and use ProxyPass (proxy_http_module)",
            "fcgid" or "fastcgi" => "use proxy_fcgi_module with an application server that listens on a socket",
            "security2" or "security" => "there is no request firewall here: put one in front, or use Require, RewriteRule and the Limit directives",
            "jk" => "use ProxyPass ajp:// (proxy_module, proxy_ajp_module)",
            "authn_default" => "authn_core_module (Apache 2.4) takes its place",
            "authz_default" => "authz_core_module (Apache 2.4) takes its place",
            "authn_alias" => "AuthnProviderAlias is part of authn_core_module (Apache 2.4)",
            "disk_cache" => "cache_disk_module (Apache 2.4) takes its place",
            "mem_cache" => "cache_socache_module (Apache 2.4) takes its place",
            "auth_pam" or "authnz_external" or "auth_kerb" or "auth_gssapi" or "auth_openidc" or "auth_mellon" or "shib" or "auth_cas" =>
                "authenticate in the application or in a proxy in front",
            "xsendfile" => "let the application send the file, or use ProxyPass with X-Accel at a proxy in front",
            "evasive" or "evasive20" or "qos" or "limitipconn" => "use reqtimeout_module and limits of the firewall",
            "geoip" or "maxminddb" => "look the address up in the application or in a proxy in front",
            "pagespeed" => "remove it; the module is no longer maintained anywhere",
            "mpm_itk" or "ruid2" => "run one pool of the application server per user instead (PHP-FPM pools)",
            _ => "modules written in C cannot be loaded",
        };
    }
}
