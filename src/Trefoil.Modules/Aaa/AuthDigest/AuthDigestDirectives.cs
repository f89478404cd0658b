using System.Globalization;
using Trefoil.Configuration.Directives;
using Trefoil.Modules.Aaa.Authentication;

namespace Trefoil.Modules.Aaa.AuthDigest;

/// <summary>Directives of mod_auth_digest.</summary>
internal sealed class AuthDigestDirectives(NonceCounts counts)
{
    internal IReadOnlyList<DirectiveDefinition> Table { get; } =
    [
        new("AuthDigestProvider", ArgumentKind.Iterate, AllowedIn.OrAuthConfig, "specify the auth providers for a directory or location", AddProvider),
        new("AuthDigestQop", ArgumentKind.Iterate, AllowedIn.OrAuthConfig, "a list of quality-of-protection options: only 'auth'", SetQuality),
        new("AuthDigestNonceLifetime", ArgumentKind.Take1, AllowedIn.OrAuthConfig, "maximum lifetime of the server nonce (seconds)", SetLifetime),
        new("AuthDigestNcCheck", ArgumentKind.Flag, AllowedIn.OrAuthConfig, "On to refuse nonce counts that were seen before", SetCountCheck),
        new("AuthDigestAlgorithm", ArgumentKind.Take1, AllowedIn.OrAuthConfig, "the algorithm used for the hash calculation", SetAlgorithm),
        new("AuthDigestDomain", ArgumentKind.Iterate, AllowedIn.OrAuthConfig, "a list of URI's which belong to the same authentication realm as the current URI", AddDomain),
        new("AuthDigestShmemSize", ArgumentKind.Take1, AllowedIn.RsrcConf, "the amount of memory to use for the table of clients", (scope, a) => SetSize(a[0], counts)),
    ];

    private static string? AddProvider(DirectiveScope scope, IReadOnlyList<string> arguments) =>
        ProviderList.Add(scope, scope.Directory<AuthDigestSettings>().Providers ??= [], arguments[0], forDigest: true);

    private static string? SetQuality(DirectiveScope scope, IReadOnlyList<string> arguments) =>
        string.Equals(arguments[0], "auth", StringComparison.OrdinalIgnoreCase) ? null : "AuthDigestQop is deprecated: only 'auth' is supported";

    private static string? SetLifetime(DirectiveScope scope, IReadOnlyList<string> arguments)
    {
        if (!int.TryParse(arguments[0], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var seconds))
            return $"Invalid time in AuthDigestNonceLifetime: {arguments[0]}";
        scope.Directory<AuthDigestSettings>().NonceLifetime = seconds;
        return null;
    }

    private static string? SetCountCheck(DirectiveScope scope, IReadOnlyList<string> arguments)
    {
        scope.Directory<AuthDigestSettings>().ChecksCount = DirectiveScope.IsOn(arguments[0]);
        return null;
    }

    private static string? SetAlgorithm(DirectiveScope scope, IReadOnlyList<string> arguments) =>
        string.Equals(arguments[0], "MD5", StringComparison.OrdinalIgnoreCase) ? null : $"Unsupported algorithm in AuthDigestAlgorithm: {arguments[0]}";

    private static string? AddDomain(DirectiveScope scope, IReadOnlyList<string> arguments)
    {
        (scope.Directory<AuthDigestSettings>().Domain ??= []).Add(arguments[0]);
        return null;
    }

    private static string? SetSize(string text, NonceCounts counts)
    {
        var digits = 0;
        while (digits < text.Length && char.IsAsciiDigit(text[digits]))
            digits++;
        long factor = text[digits..].ToUpperInvariant() switch
        {
            "" => 1,
            "K" => 1024,
            "M" => 1048576,
            _ => 0,
        };
        if (factor == 0 || !long.TryParse(text.AsSpan(0, digits), NumberStyles.None, CultureInfo.InvariantCulture, out var size))
            return $"Invalid size in AuthDigestShmemSize: {text}";
        size *= factor;
        if (size < 88)
            return $"size in AuthDigestShmemSize too small: {size} < 88";
        counts.Resize(size);
        return null;
    }
}
