namespace Trefoil.Configuration.Directives;

/// <summary>Where a directive may stand. The Or* classes mean: in .htaccess under that AllowOverride class, and also outside.</summary>
[Flags]
public enum AllowedIn
{
    /// <summary>Nowhere.</summary>
    None = 0,
    /// <summary>In .htaccess under AllowOverride Limit (OR_LIMIT).</summary>
    OrLimit = 1,
    /// <summary>In .htaccess under AllowOverride Options (OR_OPTIONS).</summary>
    OrOptions = 2,
    /// <summary>In .htaccess under AllowOverride FileInfo (OR_FILEINFO).</summary>
    OrFileInfo = 4,
    /// <summary>In .htaccess under AllowOverride AuthConfig (OR_AUTHCFG).</summary>
    OrAuthConfig = 8,
    /// <summary>In .htaccess under AllowOverride Indexes (OR_INDEXES).</summary>
    OrIndexes = 16,
    /// <summary>In .htaccess without regard to classes (OR_UNSET).</summary>
    OrUnset = 32,
    /// <summary>In Directory, Location and Files sections (ACCESS_CONF).</summary>
    AccessConf = 64,
    /// <summary>Outside Directory-like sections: server and virtual hosts (RSRC_CONF).</summary>
    RsrcConf = 128,
    /// <summary>With RsrcConf: not inside VirtualHost (GLOBAL_ONLY check).</summary>
    GlobalOnly = 256,
    /// <summary>In Proxy sections (PROXY_CONF).</summary>
    ProxyConf = 512,
    /// <summary>All classes of AllowOverride All.</summary>
    OrAll = OrLimit | OrOptions | OrFileInfo | OrAuthConfig | OrIndexes,
}
