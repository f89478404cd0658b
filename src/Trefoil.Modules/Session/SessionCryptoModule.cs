using Trefoil.Configuration.Directives;
using Trefoil.Configuration.Settings;
using Trefoil.Http.Messages;
using Trefoil.Io.Logs;
using Trefoil.Io.Reactors;

namespace Trefoil.Modules.Session;

/// <summary>mod_session_crypto: encrypts the session before it is stored, and lets only what it has encrypted itself be one.</summary>
internal sealed class SessionCryptoModule : Module, ISessionCipher
{
    private const string Name = "session_crypto";
    private const AllowedIn Anywhere = AllowedIn.RsrcConf | AllowedIn.OrAuthConfig;

    public override string Identifier => "session_crypto_module";

    public override string SourceFile => "mod_session_crypto.c";

    public override IReadOnlyList<DirectiveDefinition> Directives { get; } =
    [
        new("SessionCryptoPassphrase", ArgumentKind.Iterate, Anywhere, "passphrases, the first of which encrypts", AddPassphrase),
        new("SessionCryptoPassphraseFile", ArgumentKind.Take1, AllowedIn.RsrcConf | AllowedIn.AccessConf, "file with a passphrase a line", ReadPassphrases),
        new("SessionCryptoCipher", ArgumentKind.Take1, Anywhere, "aes256, aes192, aes128 or 3des192", SetCipher),
        new("SessionCryptoDriver", ArgumentKind.RawArgs, AllowedIn.RsrcConf | AllowedIn.GlobalOnly, "the library that encrypts", static (scope, a) =>
        {
            if (!a[0].StartsWith("openssl", StringComparison.OrdinalIgnoreCase))
                scope.Context.Report(LogLevel.Warn, Name, 0, $"SessionCryptoDriver {a[0]} has no effect: OpenSSL encrypts here ({scope.Directive.Location})");
            return null;
        }),
    ];

    public string? Protect(Request request, string text)
    {
        var settings = request.Directory<SessionCryptoSettings>();
        if (settings.Passphrases.Count == 0)
            return text;
        // Deriving the key takes about a millisecond.
        using (Blocking.Enter())
            return new SessionCipher(settings.Passphrases[0], settings.CipherName).Protect(text);
    }

    public string? Reveal(Request request, string text)
    {
        var settings = request.Directory<SessionCryptoSettings>();
        if (settings.Passphrases.Count == 0)
            return text;
        using (Blocking.Enter())
        {
            foreach (var passphrase in settings.Passphrases)
            {
                if (new SessionCipher(passphrase, settings.CipherName).Reveal(text) is { } revealed)
                    return revealed;
            }
        }
        Log.Write(request, LogLevel.Error, Name, 1842, $"decrypt session failed, wrong passphrase?");
        return null;
    }

    private static string? AddPassphrase(DirectiveScope scope, IReadOnlyList<string> arguments)
    {
        if (arguments[0].StartsWith("exec:", StringComparison.Ordinal))
            return "SessionCryptoPassphrase: programs are not asked for passphrases here; write it into a file and use SessionCryptoPassphraseFile";
        scope.Directory<SessionCryptoSettings>().Passphrases.Add(arguments[0]);
        return null;
    }

    private static string? ReadPassphrases(DirectiveScope scope, IReadOnlyList<string> arguments)
    {
        var path = scope.Context.ResolvePath(arguments[0]);
        if (scope.Context.ReadFile(path, out _) is not { } data)
            return $"SessionCryptoPassphraseFile: Could not open file {path}";
        foreach (var line in System.Text.Encoding.Latin1.GetString(data.Span).Split('\n'))
        {
            var words = Configuration.Reading.Words.All(line);
            if (words.Count > 0 && words[0][0] != '#')
                scope.Directory<SessionCryptoSettings>().Passphrases.AddRange(words);
        }
        return null;
    }

    private static string? SetCipher(DirectiveScope scope, IReadOnlyList<string> arguments)
    {
        if (SessionCipher.KeySizeOf(arguments[0]) == 0)
            return $"SessionCryptoCipher: '{arguments[0]}' is none of aes256, aes192, aes128, 3des192";
        scope.Directory<SessionCryptoSettings>().CipherGiven = arguments[0];
        return null;
    }
}

/// <summary>SessionCrypto* directives of one place.</summary>
internal sealed class SessionCryptoSettings : ISettings<SessionCryptoSettings>
{
    internal List<string> Passphrases { get; init; } = [];

    internal string? CipherGiven { get; set; }

    internal string CipherName => CipherGiven ?? "aes256";

    public SessionCryptoSettings Merge(SessionCryptoSettings inner) => new()
    {
        Passphrases = inner.Passphrases.Count > 0 ? inner.Passphrases : Passphrases,
        CipherGiven = inner.CipherGiven ?? CipherGiven,
    };
}
