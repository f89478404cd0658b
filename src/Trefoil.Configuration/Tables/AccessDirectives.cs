namespace Trefoil.Configuration.Tables;

/// <summary>Which directives may not be ignored because they decide who gets in, as whom code runs, or how much a client may send.</summary>
internal static class AccessDirectives
{
    private static readonly string[] Families = ["auth", "access_compat", "allowmethods", "ldap", "remoteip", "reqtimeout", "suexec", "unixd", "ssl", "session", "security"];

    private static readonly string[] Single = ["ProxyBlock", "AllowCONNECT"];

    internal static bool Decides(string identifier, string directive) =>
        Array.Exists(Families, family => identifier.StartsWith(family, StringComparison.Ordinal))
        || Array.Exists(Single, name => name.Equals(directive, StringComparison.OrdinalIgnoreCase));
}
