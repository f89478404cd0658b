using System.Text;

namespace Trefoil.Differential.Tests.Fuzzing;

/// <summary>Makes damaged requests from sound ones; the same seed gives the same requests.</summary>
internal sealed class RequestMutator(int seed)
{
    private static readonly string[] Sound =
    [
        "GET /page.txt HTTP/1.1\r\nHost: localhost\r\nAccept: */*\r\n\r\n",
        "GET /page.txt HTTP/1.1\r\nHost: localhost\r\nRange: bytes=0-3,5-\r\nIf-Range: \"x\"\r\n\r\n",
        "GET /dir/../page.txt?a=b&c=%20 HTTP/1.1\r\nHost: localhost\r\nIf-Modified-Since: Sat, 03 Feb 2024 04:05:06 GMT\r\n\r\n",
        "HEAD /dir/ HTTP/1.0\r\nConnection: keep-alive\r\n\r\n",
        "POST /page.txt HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5\r\n\r\nhello",
        "POST /page.txt HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\nX: y\r\n\r\n",
        "OPTIONS * HTTP/1.1\r\nHost: localhost\r\nExpect: 100-continue\r\nContent-Length: 1\r\n\r\nx",
        "TRACE / HTTP/1.1\r\nHost: [::1]:80\r\nCookie: a=b\r\nAuthorization: Basic dTpw\r\n\r\n",
        "GET http://localhost:80/old/x HTTP/1.1\r\nHost: other\r\nAccept-Encoding: gzip\r\nAccept-Language: de, en;q=0.5\r\n\r\n",
        "GET /rewrite/x%2fy HTTP/1.1\r\nHost: localhost\r\nConnection: close, upgrade\r\nUpgrade: h2c\r\n\r\n",
    ];

    private static readonly string[] Pieces =
    [
        "\r\n", "\n", "\r", "\0", " ", "\t", ":", "%", "%00", "%2e%2e/", "../", "/", "//", "\u00ff", "HTTP/1.1", "HTTP/9.9", "Host: x\r\n",
        "Content-Length: 99999999999999999999\r\n", "Content-Length: -1\r\n", "Transfer-Encoding: chunked\r\n", "Range: bytes=-,-,0-\r\n",
        "Expect: 100-continue\r\n", "\r\n\r\n", "0\r\n\r\n", "ffffffff\r\n", ";=\"", "GET / HTTP/1.1\r\nHost: a\r\n\r\n", " folded\r\n", "\u0016\u0003\u0001",
    ];

    private readonly Random random = new(seed);

    public string Next(string marker)
    {
        var text = new StringBuilder(Sound[random.Next(Sound.Length)]);
        text.Replace("\r\n\r\n", $"\r\nX-Marker: {marker}\r\n\r\n", 0, text.Length);
        for (var change = random.Next(5); change > 0; change--)
        {
            var place = random.Next(text.Length);
            switch (random.Next(6))
            {
                case 0:
                    text[place] = (char)random.Next(256);
                    break;
                case 1:
                    text.Remove(place, Math.Min(text.Length - place, 1 + random.Next(8)));
                    break;
                case 2:
                    text.Insert(place, Pieces[random.Next(Pieces.Length)]);
                    break;
                case 3:
                    text.Insert(place, new string((char)random.Next(256), random.Next(1, 300)));
                    break;
                case 4:
                    text.Insert(place, text.ToString(place, Math.Min(text.Length - place, random.Next(1, 60))));
                    break;
                default:
                    text.Length = Math.Max(1, place);
                    break;
            }

            if (text.Length == 0)
            {
                text.Append('x');
            }
        }

        return text.ToString();
    }
}
