namespace Trefoil.Configuration.Tables;

/// <summary>Which directives may not be ignored because they decide who gets in, as whom code runs, or how much a client may send.</summary>
internal static class AccessDirectives
{
    private static readonly string[] Families = ["auth", "access_compat", "allowmethods", "ldap", "remoteip", "reqtimeout", "suexec", "unixd", "session", "security"];

    private static readonly string[] Single = ["ProxyBlock", "AllowCONNECT"];

    internal static bool Decides(string identifier, string directive, string arguments) =>
        identifier == "ssl_module" ? DemandsTls(directive.ToLowerInvariant(), arguments)
        : Array.Exists(Families, family => identifier.StartsWith(family, StringComparison.Ordinal))
            || Array.Exists(Single, name => name.Equals(directive, StringComparison.OrdinalIgnoreCase));

    /// <summary>
    /// Of TLS what promises encryption or asks for a certificate. The rest (protocols, ciphers, key files, caches, variables) only shapes what one of
    /// these switches on, so without them it may be passed over.
    /// </summary>
    private static bool DemandsTls(string directive, string arguments) => directive switch
    {
        "sslengine" or "sslproxyengine" or "sslfips" => !arguments.Trim().Equals("off", StringComparison.OrdinalIgnoreCase),
        "sslverifyclient" => !arguments.Trim().Equals("none", StringComparison.OrdinalIgnoreCase),
        "sslrequire" or "sslrequiressl" or "sslusername" or "sslstrictsnivhostcheck" => true,
        "ssloptions" => Demands(arguments, "FakeBasicAuth") || Demands(arguments, "StrictRequire"),
        _ => false,
    };

    private static bool Demands(string options, string name) =>
        Reading.Words.All(options).Exists(word => word.TrimStart('+').Equals(name, StringComparison.OrdinalIgnoreCase));
}
