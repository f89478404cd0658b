using System.Globalization;
using Trefoil.Configuration.Directives;
using Trefoil.Http.Messages;
using Trefoil.Http.Phases;
using Trefoil.Io.Logs;
using Trefoil.Modules.Aaa.Authentication;
using Trefoil.Modules.Aaa.AuthnCore;
using Trefoil.Modules.Aaa.Passwords;

namespace Trefoil.Modules.Aaa.AuthDigest;

/// <summary>mod_auth_digest: Digest authentication with MD5 (RFC 7616, and the older form without qop).</summary>
internal sealed class AuthDigestModule : Module, IAuthenticate, IFixups, IAuthenticationChallenge
{
    internal const string Name = "auth_digest";
    private const long RenewalSeconds = 30;

    private readonly NonceFactory _nonces = new();
    private readonly NonceCounts _counts = new();
    private readonly AuthDigestDirectives _directives;

    public AuthDigestModule() => _directives = new AuthDigestDirectives(_counts);

    public override string Identifier => "auth_digest_module";

    public override string SourceFile => "mod_auth_digest.c";

    public override IReadOnlyList<DirectiveDefinition> Directives => _directives.Table;

    public override string? PostConfig(ConfigurationContext context)
    {
        _nonces.ShareSecret(context);
        return null;
    }

    public bool Challenge(Request request, string authType)
    {
        if (!string.Equals(authType, "Digest", StringComparison.OrdinalIgnoreCase))
            return false;
        Challenge(request, stale: false);
        return true;
    }

    public ValueTask<PhaseResult> AuthenticateAsync(Request request) => new(Authenticate(request));

    /// <summary>Authentication-Info: shows the client that the server knows the password, and a new nonce before the old one ends.</summary>
    public PhaseResult Fixup(Request request)
    {
        var response = First(request).State.Find<DigestResponse>();
        if (response?.Secret is null || request.AuthType != "Digest")
            return PhaseResult.Declined;
        var text = response.Quality is null
            ? ""
            : $"rspauth=\"{response.ServerProof()}\", cnonce=\"{response.ClientNonce}\", nc={response.NonceCount}, qop={response.Quality}";
        var lifetime = request.Directory<AuthDigestSettings>().NonceLifetimeSeconds;
        var realm = response.Realm!;
        if (_nonces.TryRead(response.Nonce!, realm, out var made) && lifetime > 0 && request.Time - made > (lifetime - RenewalSeconds) * 1_000_000)
            text += $"{(text.Length > 0 ? ", " : "")}nextnonce=\"{_nonces.Make(realm, request.Time)}\"";
        if (text.Length > 0)
            request.HeadersOut.Merge(request.ProxyRequest == ProxyRequestKind.Forward ? "Proxy-Authentication-Info" : "Authentication-Info", text);
        return PhaseResult.Ok;
    }

    private PhaseResult Authenticate(Request request)
    {
        // 1. Is it ours?
        if (!AuthenticationRealm.Is(request, "Digest"))
            return PhaseResult.Declined;
        if (AuthenticationRealm.NameOf(request) is not { } realm)
        {
            Log.Write(request, LogLevel.Error, Name, 1780, $"need AuthName: {request.Uri}");
            return 500;
        }

        // 2. The client's answer, read once for a request and all that is made from it.
        var first = First(request);
        var isRepeated = first.State.Find<DigestResponse>()?.Secret is not null;
        if (ReadResponse(request, first, out var problem) is not { } response)
        {
            if (problem is { } known)
                Log.Write(request, LogLevel.Error, Name, known.Code, known.Message);
            return Refuse(request);
        }
        request.User = response.UserName;
        request.AuthType = "Digest";

        // 3. It must be about this request and realm.
        if (!SameTarget(response.Uri!, first.UnparsedUri))
        {
            Log.Write(request, LogLevel.Error, Name, 1786, $"uri mismatch - <{response.Uri}> does not match request-uri <{first.UnparsedUri}>");
            return 400;
        }
        if (response.Realm != realm)
            return Refuse(request, 1788, $"realm mismatch - got `{response.Realm}' but expected `{realm}'");
        if (response.Algorithm is not null && !string.Equals(response.Algorithm, "MD5", StringComparison.OrdinalIgnoreCase))
            return Refuse(request, 1789, $"unknown algorithm `{response.Algorithm}' received: {request.Uri}");

        // 4. The password.
        switch (FindSecret(request, response))
        {
            case AuthenticationStatus.UserFound:
                break;
            case AuthenticationStatus.UserNotFound:
                return Refuse(request, 1790, $"user `{response.UserName}' in realm `{realm}' not found: {request.Uri}");
            case AuthenticationStatus.Denied:
                return Refuse(request, 1791, $"user `{response.UserName}' in realm `{realm}' denied by provider: {request.Uri}");
            default:
                return 500;
        }
        if (response.Quality is not null && !string.Equals(response.Quality, "auth", StringComparison.OrdinalIgnoreCase))
            return Refuse(request, 1793, $"invalid qop `{response.Quality}' received: {request.Uri}", response);
        if (!PasswordHash.Same(response.Expected(first.Method), response.Response!))
            return Refuse(request, response.Quality is null ? 1792 : 1794, $"user {response.UserName}: password mismatch: {request.Uri}", response);

        // 5. The nonce comes last, so that "stale" only reaches those who know the password.
        return isRepeated ? PhaseResult.Ok : CheckNonce(request, response, realm);
    }

    private PhaseResult CheckNonce(Request request, DigestResponse response, string realm)
    {
        var settings = request.Directory<AuthDigestSettings>();
        if (settings.ChecksCount == true && response.NonceCount is { } count && !_counts.Advance(response.Nonce!, count))
        {
            Log.Write(request, LogLevel.Error, Name, 1774, $"Warning, possible replay attack: nonce-count check failed: {count} received again");
            response.Secret = null;
            return Refuse(request);
        }
        if (response.Nonce!.Length != NonceFactory.Length)
            return Stale(request, response, LogLevel.Error, 1775, $"invalid nonce '{response.Nonce}' received - length is not {NonceFactory.Length}");
        if (!_nonces.TryRead(response.Nonce, realm, out var made))
            return Stale(request, response, LogLevel.Error, 1776, $"invalid nonce {response.Nonce} received - hash is wrong");
        var age = request.Time - made;
        var lifetime = settings.NonceLifetimeSeconds;
        if (lifetime > 0 && age < 0)
            return Stale(request, response, LogLevel.Error, 1777, $"invalid nonce {response.Nonce} received - user attempted time travel");
        if (lifetime > 0 && age > lifetime * 1_000_000L)
        {
            var seconds = (age / 1e6).ToString("F2", CultureInfo.InvariantCulture);
            return Stale(request, response, LogLevel.Info, 1778,
                $"user {response.UserName}: nonce expired ({seconds} seconds old - max lifetime {lifetime.ToString(CultureInfo.InvariantCulture)}.00) - sending new nonce");
        }
        return PhaseResult.Ok;
    }

    private static DigestResponse? ReadResponse(Request request, Request first, out (int Code, string Message)? problem)
    {
        problem = null;
        if (first.State.Find<DigestResponse>() is { } known)
            return known;
        var field = request.HeadersIn.Get(request.ProxyRequest == ProxyRequestKind.Forward ? "Proxy-Authorization" : "Authorization");
        if (field is null)
            return null;
        var blank = field.IndexOf(' ', StringComparison.Ordinal);
        var scheme = blank < 0 ? field : field[..blank];
        if (!string.Equals(scheme, "Digest", StringComparison.OrdinalIgnoreCase))
        {
            problem = (1781, $"client used wrong authentication scheme `{scheme}': {request.Uri}");
            return null;
        }
        var response = DigestResponse.Parse(blank < 0 ? "" : field[(blank + 1)..]);
        if (!response.IsComplete)
        {
            problem = (1782, $"missing user, realm, nonce, uri, digest, cnonce, or nonce_count in authorization header: {request.Uri}");
            return null;
        }
        first.State.Set(response);
        return response;
    }

    private static AuthenticationStatus FindSecret(Request request, DigestResponse response)
    {
        var providers = request.Directory<AuthDigestSettings>().Providers;
        if (providers is null)
        {
            if (ProviderList.Find(request.Runtime.Configuration.Modules, ProviderList.DefaultName) is not { } standard)
            {
                Log.Write(request, LogLevel.Error, Name, 1773, "No Authn provider configured");
                return AuthenticationStatus.Error;
            }
            providers = [standard];
        }
        var status = AuthenticationStatus.UserNotFound;
        foreach (var provider in providers)
        {
            status = provider.FindRealmHash(request, response.UserName!, response.Realm!, out var hash);
            if (status == AuthenticationStatus.UserFound)
                response.Secret = hash;
            if (status != AuthenticationStatus.UserNotFound)
                break;
        }
        return status;
    }

    /// <summary>The URI in the answer is that of the request; some clients send it absolute.</summary>
    private static bool SameTarget(string uri, string target) => uri == target || (PathOf(uri) == PathOf(target));

    private static string PathOf(string uri)
    {
        var scheme = uri.IndexOf("://", StringComparison.Ordinal);
        if (scheme < 0 || uri.StartsWith('/'))
            return uri;
        var slash = uri.IndexOf('/', scheme + 3);
        return slash < 0 ? "/" : uri[slash..];
    }

    /// <summary>The request as it came from the client, in front of subrequests and internal redirects.</summary>
    private static Request First(Request request)
    {
        while (request.Main is { } main)
            request = main;
        while (request.Previous is { } previous)
            request = previous;
        return request;
    }

    private PhaseResult Refuse(Request request, int code, string message, DigestResponse? response = null)
    {
        if (response is not null)
            response.Secret = null;
        Log.Write(request, LogLevel.Error, Name, code, message);
        return Refuse(request);
    }

    private PhaseResult Refuse(Request request)
    {
        Challenge(request, stale: false);
        return 401;
    }

    private PhaseResult Stale(Request request, DigestResponse response, LogLevel level, int code, string message)
    {
        response.Secret = null;
        Log.Write(request, level, Name, code, message);
        Challenge(request, stale: true);
        return 401;
    }

    private void Challenge(Request request, bool stale)
    {
        var settings = request.Directory<AuthDigestSettings>();
        var realm = AuthenticationRealm.NameOf(request) ?? "";
        var isProxy = request.ProxyRequest == ProxyRequestKind.Forward;
        var domain = settings.Domain is null || isProxy ? "" : $", domain=\"{string.Join(' ', settings.Domain)}\"";
        request.ErrorHeadersOut.Set(
            isProxy ? "Proxy-Authenticate" : "WWW-Authenticate",
            $"Digest realm=\"{realm}\", nonce=\"{_nonces.Make(realm, request.Time)}\", algorithm=MD5{domain}{(stale ? ", stale=true" : "")}, qop=\"auth\"");
    }
}
