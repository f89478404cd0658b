using System.Text;
using Trefoil.Modules.Session;

namespace Trefoil.Modules.Tests.Session;

public sealed class SessionCipherTests
{
    /// <summary>A cookie that Apache 2.4.71 has set with this passphrase.</summary>
    private const string FromApache = "FsN4SOLS838RKWxgdY5CV7TINFN8vFG4y9zF9CVW+fEVz/Mb1VphP300BEdx3fy9vrSiwCBeA4NN7nkdprEjDiHKVVTmTZpe";

    [Fact]
    public void What_Apache_has_encrypted_can_be_read() =>
        Assert.Equal("realm-user=u&realm-pw=p", new SessionCipher("secret", "aes256").Reveal(FromApache));

    [Theory]
    [InlineData("aes128")]
    [InlineData("aes192")]
    [InlineData("aes256")]
    [InlineData("3des192")]
    public void What_was_encrypted_can_be_read_again(string name)
    {
        var cipher = new SessionCipher("pass phrase", name);
        var text = cipher.Protect("a=1&b=\u00e9");
        Assert.DoesNotContain("a=1", text);
        Assert.NotEqual(text, cipher.Protect("a=1&b=\u00e9"));
        Assert.Equal("a=1&b=\u00e9", cipher.Reveal(text));
    }

    [Fact]
    public void Whatever_was_changed_is_refused()
    {
        var cipher = new SessionCipher("secret", "aes256");
        Assert.Null(new SessionCipher("other", "aes256").Reveal(FromApache));
        Assert.Null(cipher.Reveal(""));
        Assert.Null(cipher.Reveal("a=1"));
        Assert.Null(cipher.Reveal(FromApache[..40]));
        for (var i = 0; i < FromApache.Length; i += 7)
            Assert.Null(cipher.Reveal(FromApache[..i] + (FromApache[i] == 'A' ? 'B' : 'A') + FromApache[(i + 1)..]));
    }

    [Fact]
    public void The_digest_is_that_of_the_definition()
    {
        // The example of the paper: key 00..0f, data 00..0e.
        var key = Enumerable.Range(0, 16).Select(static i => (byte)i).ToArray();
        Assert.Equal(0xa129ca6149be45e5, SipHash.Compute(key.AsSpan(0, 15), key));
    }

    [Fact]
    public void A_session_is_a_form_with_its_end_last()
    {
        var session = new SessionState();
        session.Read("a=1&b=x+y%26z&expiry=12&c=&a=2");
        Assert.Equal(("2", "x y&z", null, 12), (session.Get("a"), session.Get("b"), session.Get("c"), session.Expiry));
        session.Set("b", null);
        Assert.Equal("a=2&expiry=12", session.Write());
        Assert.True(session.IsDirty);
    }

    [Theory]
    [InlineData("s=a=1", "a=1", "")]
    [InlineData("x=2; s=a=1; y=3", "a=1", "x=2; y=3")]
    [InlineData("ss=1;s=2", "2", "ss=1")]
    [InlineData("s=", null, "")]
    [InlineData("x=s=1", null, "x=s=1")]
    public void A_cookie_is_found_among_others(string header, string? value, string rest)
    {
        Assert.Equal(value, CookieText.Find(header, "s", out var left));
        Assert.Equal(rest, left);
    }
}
