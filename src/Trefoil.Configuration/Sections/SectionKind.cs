namespace Trefoil.Configuration.Sections;

/// <summary>The kinds of sections whose settings are merged at request time.</summary>
public enum SectionKind
{
    /// <summary>Directory with a path (wildcards allowed).</summary>
    Directory,
    /// <summary>DirectoryMatch, or Directory with a tilde.</summary>
    DirectoryMatch,
    /// <summary>Files, wildcards allowed.</summary>
    Files,
    /// <summary>FilesMatch, or Files with a tilde.</summary>
    FilesMatch,
    /// <summary>Location, wildcards allowed.</summary>
    Location,
    /// <summary>LocationMatch, or Location with a tilde.</summary>
    LocationMatch,
    /// <summary>If.</summary>
    If,
    /// <summary>ElseIf.</summary>
    ElseIf,
    /// <summary>Else.</summary>
    Else,
    /// <summary>Proxy and ProxyMatch, declared by mod_proxy.</summary>
    Proxy,
    /// <summary>A .htaccess file as a whole.</summary>
    Htaccess,
}
