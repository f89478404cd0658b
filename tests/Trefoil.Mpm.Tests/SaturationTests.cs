using System.Globalization;
using System.Net.Sockets;

namespace Trefoil.Mpm.Tests;

/// <summary>More clients than MaxRequestWorkers: they wait in the kernel or in the queue, nobody is refused.</summary>
public sealed class SaturationTests
{
    [Theory]
    [InlineData("prefork", "StartServers 4\nMinSpareServers 1\nMaxSpareServers 9\nMaxRequestWorkers 8\n", 8, 40)]
    [InlineData("worker", "StartServers 1\nThreadsPerChild 10\nMinSpareThreads 1\nMaxSpareThreads 30\nMaxRequestWorkers 40\n", 40, 200)]
    [InlineData("event", "StartServers 1\nThreadsPerChild 10\nMinSpareThreads 1\nMaxSpareThreads 30\nMaxRequestWorkers 40\n", 40, 200)]
    public async Task NeverMoreInFlightThanAllowedAndEveryoneIsAnswered(string mpm, string extra, int limit, int clients)
    {
        using var server = new EchoServerProcess(mpm, extra);
        var answers = await Task.WhenAll(Enumerable.Range(0, clients).Select(_ => AskSlowly(server)));
        Assert.True(MostAtOnce(answers) <= limit, $"{MostAtOnce(answers)} at once");
        Assert.True(MostAtOnce(answers) > 1);
    }

    private static async Task<(long From, long To)> AskSlowly(EchoServerProcess server)
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(System.Net.IPAddress.Loopback, server.Port);
        await socket.SendAsync("GET /slow HTTP/1.1\r\nConnection: close\r\n\r\n"u8.ToArray());
        var text = "";
        var buffer = new byte[1024];
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        for (int got; (got = await socket.ReceiveAsync(buffer, patience.Token)) > 0;)
            text += System.Text.Encoding.ASCII.GetString(buffer, 0, got);
        var times = text[(text.IndexOf("\r\n\r\n", StringComparison.Ordinal) + 4)..].Split(' ')[0].Split('-');
        return (long.Parse(times[0], CultureInfo.InvariantCulture), long.Parse(times[1], CultureInfo.InvariantCulture));
    }

    /// <summary>The clock is coarse, so requests that touch do not overlap.</summary>
    private static int MostAtOnce(IReadOnlyList<(long From, long To)> spans) =>
        spans.Max(one => spans.Count(other => other.From <= one.From && one.From + 16 < other.To));
}
