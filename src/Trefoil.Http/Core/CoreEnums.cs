namespace Trefoil.Http.Core;

/// <summary>Bits of the Options directive, with Apache's values.</summary>
[Flags]
public enum DirectoryOptions : uint
{
    /// <summary>None of them.</summary>
    None = 0,
    /// <summary>Indexes.</summary>
    Indexes = 1,
    /// <summary>Includes: server-side includes.</summary>
    Includes = 2,
    /// <summary>FollowSymLinks.</summary>
    FollowSymLinks = 4,
    /// <summary>ExecCGI.</summary>
    ExecCgi = 8,
    /// <summary>Nothing has been said (OPT_UNSET).</summary>
    Unset = 16,
    /// <summary>Within Includes: exec is allowed (OPT_INC_WITH_EXEC); IncludesNoExec has Includes only.</summary>
    IncludesExec = 32,
    /// <summary>SymLinksIfOwnerMatch.</summary>
    SymLinksIfOwnerMatch = 64,
    /// <summary>MultiViews.</summary>
    MultiViews = 128,
    /// <summary>Options All: everything but MultiViews.</summary>
    All = Indexes | Includes | IncludesExec | FollowSymLinks | ExecCgi,
}

/// <summary>ServerSignature.</summary>
public enum SignatureMode
{
    /// <summary>Nothing.</summary>
    Off,
    /// <summary>Version and name.</summary>
    On,
    /// <summary>With a mail link to ServerAdmin.</summary>
    Email,
}

/// <summary>UseCanonicalName.</summary>
public enum CanonicalNameMode
{
    /// <summary>What the client said.</summary>
    Off,
    /// <summary>ServerName.</summary>
    On,
    /// <summary>Reverse lookup of our address.</summary>
    Dns,
}

/// <summary>HostnameLookups.</summary>
public enum HostnameLookupMode
{
    /// <summary>Never.</summary>
    Off,
    /// <summary>Reverse lookup.</summary>
    On,
    /// <summary>Reverse lookup checked by a forward one.</summary>
    Double,
}

/// <summary>AllowEncodedSlashes.</summary>
public enum EncodedSlashMode
{
    /// <summary>404.</summary>
    Off,
    /// <summary>Decoded.</summary>
    On,
    /// <summary>Kept as %2F.</summary>
    NoDecode,
}

/// <summary>TraceEnable.</summary>
public enum TraceMode
{
    /// <summary>405.</summary>
    Off,
    /// <summary>Without body.</summary>
    On,
    /// <summary>With a body.</summary>
    Extended,
}

/// <summary>ServerTokens.</summary>
public enum ServerTokenMode
{
    /// <summary>"Apache/2.4.71 (Debian) mod_x/1"</summary>
    Full,
    /// <summary>"Apache/2"</summary>
    Major,
    /// <summary>"Apache/2.4"</summary>
    Minor,
    /// <summary>"Apache/2.4.71"</summary>
    Minimal,
    /// <summary>"Apache"</summary>
    Product,
    /// <summary>"Apache/2.4.71 (Debian)"</summary>
    OperatingSystem,
}

/// <summary>Components of an entity tag (FileETag).</summary>
[Flags]
public enum EtagComponents
{
    /// <summary>Nothing has been said.</summary>
    Unset = 0,
    /// <summary>No tag at all.</summary>
    None = 1,
    /// <summary>Modification time.</summary>
    ModificationTime = 2,
    /// <summary>Inode number.</summary>
    Inode = 4,
    /// <summary>Length.</summary>
    Size = 8,
    /// <summary>A digest of the content.</summary>
    Digest = 16,
}
