using System.Security.Cryptography;
using System.Text;

namespace Trefoil.Modules.Aaa.AuthDigest;

/// <summary>What a client sent in its Authorization field of scheme Digest (RFC 7616, MD5), kept with the request as received.</summary>
internal sealed class DigestResponse
{
    internal string? UserName { get; private set; }

    internal string? Realm { get; private set; }

    internal string? Nonce { get; private set; }

    internal string? Uri { get; private set; }

    internal string? Response { get; private set; }

    internal string? Algorithm { get; private set; }

    internal string? ClientNonce { get; private set; }

    internal string? Quality { get; private set; }

    internal string? NonceCount { get; private set; }

    /// <summary>MD5(user:realm:password) once the provider gave it.</summary>
    internal string? Secret { get; set; }

    internal bool IsComplete =>
        UserName is not null && Realm is not null && Nonce is not null && Uri is not null && Response is not null
        && (Quality is null || (ClientNonce is not null && NonceCount is not null));

    internal static DigestResponse Parse(string text)
    {
        var response = new DigestResponse();
        for (var at = 0; at < text.Length;)
        {
            // 1. A name up to "=".
            while (at < text.Length && text[at] is ' ' or '\t' or ',')
                at++;
            var start = at;
            while (at < text.Length && text[at] is not ('=' or ',' or ' '))
                at++;
            var name = text[start..at];
            while (at < text.Length && text[at] is ' ' or '\t')
                at++;
            if (at >= text.Length || text[at] != '=')
                continue;
            at++;
            while (at < text.Length && text[at] is ' ' or '\t')
                at++;

            // 2. A quoted string or a token.
            var value = new StringBuilder();
            if (at < text.Length && text[at] == '"')
            {
                for (at++; at < text.Length && text[at] != '"'; at++)
                {
                    if (text[at] == '\\' && at + 1 < text.Length)
                        at++;
                    value.Append(text[at]);
                }
                at++;
            }
            else
            {
                while (at < text.Length && text[at] is not (',' or ' ' or '\t'))
                    value.Append(text[at++]);
            }
            response.Take(name, value.ToString());
        }
        return response;
    }

    /// <summary>The digest that the right password gives for that method.</summary>
    internal string Expected(string method) => Digest(method + ":" + Uri);

    /// <summary>The digest that proves to the client that the server knows the password too.</summary>
    internal string ServerProof() => Digest(":" + Uri);

    private string Digest(string action) => Quality is null
        ? Md5($"{Secret}:{Nonce}:{Md5(action)}")
        : Md5($"{Secret}:{Nonce}:{NonceCount}:{ClientNonce}:{Quality}:{Md5(action)}");

    private static string Md5(string text) => Convert.ToHexStringLower(MD5.HashData(Encoding.Latin1.GetBytes(text)));

    private void Take(string name, string value)
    {
        switch (name.ToLowerInvariant())
        {
            case "username": UserName = value; break;
            case "realm": Realm = value; break;
            case "nonce": Nonce = value; break;
            case "uri": Uri = value; break;
            case "response": Response = value; break;
            case "algorithm": Algorithm = value; break;
            case "cnonce": ClientNonce = value; break;
            case "qop": Quality = value; break;
            case "nc": NonceCount = value; break;
        }
    }
}
