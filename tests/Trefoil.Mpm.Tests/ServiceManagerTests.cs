using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Trefoil.Io.Processes;

namespace Trefoil.Mpm.Tests;

public sealed class ServiceManagerTests
{
    private const string Threads = "ThreadsPerChild 3\nMinSpareThreads 3\nMaxSpareThreads 9\nMaxRequestWorkers 12\n";

    [Theory]
    [InlineData("prefork", "MinSpareServers 1\nMaxSpareServers 4\n")]
    [InlineData("event", Threads)]
    public void AnActivationSocketIsUsedAndStaysOpenBehindTheServer(string mpm, string extra)
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        socket.Listen(100);
        var port = ((IPEndPoint)socket.LocalEndPoint!).Port;
        using var server = new EchoServerProcess(mpm, extra, ["LISTEN_FDS=1"], ((int)socket.Handle, port));
        var inode = Link("self", (int)socket.Handle);
        // The server could not have bound the port itself; its children listen on the very socket.
        Assert.Contains(inode, Sockets(server.Children()[0]));
        server.Signal(Signals.WINCH);
        Assert.True(server.WaitForEnd().IsSuccess);
        using var client = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        client.Connect(IPAddress.Loopback, port);
    }

    [Fact]
    public void AnActivationSocketWithoutListenLineIsTold()
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        socket.Listen(100);
        using var server = new EchoServerProcess("event", Threads, ["LISTEN_FDS=1"], ((int)socket.Handle, EchoServerProcess.FreePort()));
        Assert.Contains("no Listen directive names it", server.Log);
    }

    [Fact]
    public void TellsOfReadinessReloadsLifeAndTheEnd()
    {
        var path = Path.Combine(Path.GetTempPath(), "notify" + Guid.NewGuid().ToString("N")[..12]);
        using var manager = new Socket(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified) { ReceiveTimeout = 15_000 };
        manager.Bind(new UnixDomainSocketEndPoint(path));
        try
        {
            using var server = new EchoServerProcess("event", Threads, [$"NOTIFY_SOCKET={path}", "WATCHDOG_USEC=20000"]);
            var id = server.ProcessId.ToString(CultureInfo.InvariantCulture);
            Assert.Contains("MAINPID=" + id, Await(manager, "READY=1"));
            Await(manager, "WATCHDOG=1");
            Assert.StartsWith("STATUS=Total requests: ", Await(manager, "Idle/Busy workers"));
            var before = Environment.TickCount64;
            server.Signal(Signals.USR1);
            var reloading = Await(manager, "RELOADING=1");
            var stamp = long.Parse(reloading.Split('\n').Single(line => line.StartsWith("MONOTONIC_USEC="))[15..], CultureInfo.InvariantCulture);
            Assert.InRange(stamp / 1000, before, Environment.TickCount64);
            Await(manager, "READY=1");
            server.Signal(Signals.TERM);
            Await(manager, "STOPPING=1");
            server.WaitForEnd();
        }
        finally
        {
            File.Delete(path);
        }
    }

    private static string Await(Socket manager, string part)
    {
        var buffer = new byte[4096];
        while (true)
        {
            var text = Encoding.ASCII.GetString(buffer, 0, manager.Receive(buffer));
            if (text.Contains(part))
                return text;
        }
    }

    private static string? Link(string process, int descriptor) => new FileInfo($"/proc/{process}/fd/{descriptor}").LinkTarget;

    private static List<string?> Sockets(int process) =>
        Directory.EnumerateFiles($"/proc/{process}/fd").Select(path => new FileInfo(path).LinkTarget).Where(link => link?.StartsWith("socket:") == true).ToList();
}
