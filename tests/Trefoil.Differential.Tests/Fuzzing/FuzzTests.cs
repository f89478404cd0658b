using System.Globalization;

namespace Trefoil.Differential.Tests.Fuzzing;

/// <summary>Damaged requests must not hurt: the server lives, answers in sound HTTP or closes, and never mixes up two requests.</summary>
[Trait("Category", "Long")]
public sealed class FuzzTests
{
    private const int BatchSize = 500;

    private static int Count => Environment.GetEnvironmentVariable("TREFOIL_LONG") == "1" ? 200_000 : 10_000;

    [ServerTheory]
    [InlineData("event", 1)]
    [InlineData("worker", 2)]
    [InlineData("prefork", 3)]
    public void DamagedRequestsDoNoHarm(string mpm, int seed)
    {
        using var scratch = new ScratchFolder();
        using var server = Start(scratch, mpm);
        var mutator = new RequestMutator(seed);
        var total = mpm == "event" ? Count : Count / 10;
        for (var number = 0; number < total; number++)
        {
            var marker = string.Create(CultureInfo.InvariantCulture, $"marker-{seed}-{number}-end");
            var request = mutator.Next(marker);
            var answer = Ask(server.Port, request);
            var complaint = Complaint(answer, request, marker);
            Assert.True(complaint is null, $"{complaint}\nseed {seed}, request {number}:\n{Visible(request)}\nanswer ({answer.Ending}):\n{Visible(answer.Text)}");
            if (number % BatchSize == BatchSize - 1)
            {
                AssertAlive(server);
            }
        }

        AssertAlive(server);
        Assert.DoesNotContain("exit signal", server.ErrorLog, StringComparison.Ordinal);
    }

    private static RunningServer Start(ScratchFolder scratch, string mpm)
    {
        var root = scratch.Folder("root");
        var tree = new DocumentTree(root);
        tree.Add("page.txt", "the page\n");
        tree.Add("dir/index.html", "index");
        tree.Settle();
        var config = ConfigTemplate.Framed(mpm, ["authz_core", "dir", "alias", "mime", "rewrite", "headers", "setenvif"], """
            DocumentRoot @ROOT@
            TypesConfig /dev/null
            DirectoryIndex index.html
            Redirect /old http://elsewhere.example/
            RewriteEngine On
            RewriteRule ^/rewrite/(.*)$ /q?v=$1 [R,B]
            SetEnvIf Cookie (.) c=$1
            Timeout 60

            """);
        return RunningServer.Start(ServerUnderTest.Program, config, scratch.Folder("run"), root);
    }

    private static RawAnswer Ask(int port, string request)
    {
        using var client = new RawClient(port);
        client.Send(request);
        client.HalfClose();
        return client.ReadToEnd();
    }

    private static void AssertAlive(RunningServer server)
    {
        Assert.False(server.HasExited, "the parent is gone: " + server.ConsoleText);
        var answer = Ask(server.Port, "GET /page.txt HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
        Assert.StartsWith("HTTP/1.1 200 OK\r\n", answer.Text, StringComparison.Ordinal);
        Assert.EndsWith("the page\n", answer.Text, StringComparison.Ordinal);
    }

    private static string? Complaint(RawAnswer answer, string request, string marker)
    {
        if (answer.Ending == Ending.TimedOut)
        {
            return "The connection stayed open although the client had finished";
        }

        for (var at = answer.Text.IndexOf("marker-", StringComparison.Ordinal); at >= 0; at = answer.Text.IndexOf("marker-", at + 1, StringComparison.Ordinal))
        {
            // A piece of the own marker may come back (TRACE, a redirect); anything else is from another request.
            var end = at;
            while (end < answer.Text.Length && (char.IsAsciiLetterOrDigit(answer.Text[end]) || answer.Text[end] == '-'))
            {
                end++;
            }

            var piece = answer.Text[at..end];
            if (!marker.StartsWith(piece, StringComparison.Ordinal) && !piece.StartsWith(marker, StringComparison.Ordinal) && !request.Contains(piece, StringComparison.Ordinal))
            {
                return "The answer holds a part of another request: " + piece;
            }
        }

        if (!answer.Text.StartsWith("HTTP/", StringComparison.Ordinal))
        {
            // Nothing at all, or the body of an HTTP/0.9 answer.
            return answer.Text.Length == 0 || IsBareBody(answer.Text) ? null : "Neither a response nor an old-style body";
        }

        return Malformed(answer.Text, request.Contains("HEAD", StringComparison.OrdinalIgnoreCase));
    }

    private static string? Malformed(string text, bool mayHaveNoBody, int depth = 0)
    {
        if (text.Length == 0 || (depth > 0 && IsBareBody(text)))
        {
            return null;
        }

        // Which requests the server saw is not known for damaged input, so both readings of a response are tried.
        string? complaint = "Not a sound sequence of responses; left over: " + text;
        foreach (var toHead in mayHaveNoBody ? (bool[])[false, true] : [false])
        {
            if (depth < 12 && ResponseParser.TryParse(text, toHead, atEnd: true, out var response, out var used) && !response!.Truncated)
            {
                complaint = Unsound(response) ?? Malformed(text[used..], mayHaveNoBody, depth + 1);
                if (complaint is null)
                {
                    return null;
                }
            }
        }

        return complaint;
    }

    private static string? Unsound(Response response)
    {
        if (response.Status is < 100 or > 599 || response.Headers.Any(header => header.Name.Length == 0 || header.Name.Any(letter => letter is <= ' ' or > '~')))
        {
            return "A response that is not sound: " + response.StatusLine;
        }

        return response.Status == 500 ? "An internal error" : null;
    }

    private static bool IsBareBody(string text) =>
        text.StartsWith('<') || text.StartsWith("the page", StringComparison.Ordinal) || text.StartsWith("index", StringComparison.Ordinal);

    private static string Visible(string text) => string.Concat(text.Select(letter => letter switch
    {
        '\r' => "\\r",
        '\n' => "\\n\n",
        < ' ' or > '~' => string.Create(CultureInfo.InvariantCulture, $"\\x{(int)letter:x2}"),
        _ => letter.ToString(),
    }));
}
