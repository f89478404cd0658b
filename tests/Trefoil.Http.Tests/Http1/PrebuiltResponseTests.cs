using System.Text;

namespace Trefoil.Http.Tests.Http1;

public sealed class PrebuiltResponseTests
{
    private const string Host = "Host: localhost\r\n";

    [Fact]
    public void TheSecondRequestNeedsNoModule()
    {
        var module = new GreetingModule();
        using var server = new HttpLoopback(module);
        using var client = server.Connect();
        var first = server.Ask(client, $"GET /a HTTP/1.1\r\n{Host}\r\n");
        var second = server.Ask(client, $"GET /a HTTP/1.1\r\n{Host}\r\n");
        Assert.Null(server.Failure);
        Assert.StartsWith("HTTP/1.1 200 OK\r\nDate: ", first, StringComparison.Ordinal);
        Assert.EndsWith("hello /a", first, StringComparison.Ordinal);
        Assert.Equal(WithoutDate(first), WithoutDate(second));
        Assert.Equal(1, module.Calls);
    }

    [Fact]
    public void AnAnswerThatDependsOnAFieldIsMadeAnew()
    {
        var module = new GreetingModule();
        using var server = new HttpLoopback(module);
        using var client = server.Connect();
        Assert.EndsWith("hello you", server.Ask(client, $"GET /varies HTTP/1.1\r\n{Host}X-Name: you\r\n\r\n"), StringComparison.Ordinal);
        Assert.EndsWith("hello me", server.Ask(client, $"GET /varies HTTP/1.1\r\n{Host}X-Name: me\r\n\r\n"), StringComparison.Ordinal);
        Assert.Equal(2, module.Calls);
    }

    [Theory]
    [InlineData("", "")]
    [InlineData("Connection: keep-alive\r\n", "Keep-Alive: timeout=5, max=99\r\nConnection: Keep-Alive\r\n")]
    [InlineData("Connection: close\r\n", "Connection: close\r\n")]
    public void ConnectionFieldsAreThoseOfTheRequestAtHand(string field, string expected)
    {
        using var server = new HttpLoopback(new GreetingModule());
        using var client = server.Connect();
        server.Ask(client, $"GET /a HTTP/1.1\r\n{Host}\r\n");
        var answer = server.Ask(client, $"GET /a HTTP/1.1\r\n{Host}{field}\r\n");
        Assert.Contains(expected + "Content-Type: text/plain\r\n", answer, StringComparison.Ordinal);
        Assert.Equal(expected.Length > 0, answer.Contains("Connection:", StringComparison.Ordinal));
        Assert.Equal(expected.StartsWith("Connection: close", StringComparison.Ordinal), field.Contains("close") && server.IsEnded(client));
    }

    [Fact]
    public void AMatchingEntityTagIsAnsweredWith304()
    {
        var module = new GreetingModule();
        using var server = new HttpLoopback(module);
        using var client = server.Connect();
        server.Ask(client, $"GET /a HTTP/1.1\r\n{Host}\r\n");
        var answer = server.Ask(client, $"GET /a HTTP/1.1\r\n{Host}If-None-Match: \"e1\"\r\n\r\n");
        Assert.StartsWith("HTTP/1.1 304 Not Modified\r\n", answer, StringComparison.Ordinal);
        Assert.EndsWith("ETag: \"e1\"\r\n\r\n", answer, StringComparison.Ordinal);
        Assert.Equal(1, module.Calls);
    }

    [Fact]
    public void PipelinedRequestsAreAnsweredInOrder()
    {
        using var server = new HttpLoopback(new GreetingModule());
        using var client = server.Connect();
        server.Ask(client, $"GET /a HTTP/1.1\r\n{Host}\r\n");
        var requests = $"GET /a HTTP/1.1\r\n{Host}\r\nGET /b HTTP/1.1\r\n{Host}\r\nGET /a HTTP/1.1\r\n{Host}\r\n";
        var answer = server.Ask(client, requests);
        while (answer.Split("hello").Length < 4)
            answer += server.Ask(client, "");
        Assert.Equal(["/a", "/b", "/a"], answer.Split("hello ").Skip(1).Select(static part => part[..2]));
    }

    [Fact]
    public void AnEndThatComesWithTheLastRequestIsSeen()
    {
        using var server = new HttpLoopback(new GreetingModule());
        using var client = server.Connect();
        server.Ask(client, $"GET /a HTTP/1.1\r\n{Host}\r\n");
        // Nobody turns the reactor between the two: request and end are reported in one event.
        client.Send(Encoding.Latin1.GetBytes($"GET /a HTTP/1.1\r\n{Host}\r\n"));
        client.Shutdown(System.Net.Sockets.SocketShutdown.Send);
        Assert.EndsWith("hello /a", server.Answer(client), StringComparison.Ordinal);
        Assert.True(server.IsEnded(client));
    }

    [Fact]
    public void TheHotPathAllocatesNothing()
    {
        using var server = new HttpLoopback(new GreetingModule(), maxKeepAliveRequests: 0);
        using var client = server.Connect();
        var request = Encoding.Latin1.GetBytes($"GET /a HTTP/1.1\r\n{Host}User-Agent: test\r\nAccept: */*\r\n\r\n");
        Warm(server, client, request, 2000);
        // Once a second the whole path looks again and may allocate: only the rounds between count, which must be nearly all.
        var clean = 0;
        for (var i = 0; i < 20_000; i++)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            server.Exchange(client, request);
            if (GC.GetAllocatedBytesForCurrentThread() == before)
                clean++;
        }
        Assert.InRange(clean, 19_900, 20_000);
        Assert.Null(server.Failure);
    }

    private static void Warm(HttpLoopback server, System.Net.Sockets.Socket client, byte[] request, int count)
    {
        for (var i = 0; i < count; i++)
            server.Exchange(client, request);
    }

    private static string WithoutDate(string answer)
    {
        var at = answer.IndexOf("Date: ", StringComparison.Ordinal);
        return answer.Remove(at, 37);
    }
}
