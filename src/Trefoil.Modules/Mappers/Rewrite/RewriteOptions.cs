namespace Trefoil.Modules.Mappers.Rewrite;

/// <summary>What RewriteOptions switches on.</summary>
[Flags]
internal enum RewriteOptions
{
    None = 0,
    Inherit = 1,
    InheritBefore = 2,
    AllowNoSlash = 4,
    AllowAnyUri = 8,
    MergeBase = 16,
    InheritDown = 32,
    InheritDownBefore = 64,
    IgnoreInherit = 128,
    IgnoreContextInfo = 256,
    LegacyPrefixDocRoot = 512,
    LongUrlOptimization = 1024,
}
