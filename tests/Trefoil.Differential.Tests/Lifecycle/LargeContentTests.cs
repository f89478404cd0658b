using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Trefoil.Differential.Tests.Lifecycle;

/// <summary>What is large goes out in pieces: the memory of a child does not grow with a file's length, nor without bound with a directory's.</summary>
public sealed class LargeContentTests
{
    private const long FileLength = 2L << 30;
    private const int Names = 100_000;

    [ServerTheory]
    [InlineData("event", true)]
    [InlineData("event", false)]
    [InlineData("prefork", true)]
    [Trait("Category", "Long")]
    public void TwoGigabytesNeedTwoMegabytesAtMost(string mpm, bool usesSendfile)
    {
        using var scratch = new ScratchFolder();
        var root = scratch.Folder("root");
        Directory.CreateDirectory(root + "/www");
        using (var file = File.Create(root + "/www/sparse.bin"))
            file.SetLength(FileLength);
        using var server = Start(mpm, scratch.Folder("run"), root, usesSendfile ? "" : "EnableSendfile Off\n");

        // The first transfer compiles and fills what is kept for all others.
        Assert.Equal(FileLength, Fetch(server.Port, ""));
        Assert.Equal(1 << 20, Fetch(server.Port, "Range: bytes=1073741824-1074790399\r\n"));
        var child = server.Children[0];
        var before = server.Children.Sum(ProcessTable.AnonymousMemory);
        Assert.Equal(FileLength, Fetch(server.Port, ""));
        Assert.Equal(1 << 20, Fetch(server.Port, "Range: bytes=1073741824-1074790399\r\n"));
        Assert.Equal(FileLength - 100, Fetch(server.Port, "Range: bytes=100-\r\n"));
        var grown = server.Children.Sum(ProcessTable.AnonymousMemory) - before;

        // Bytes that pass through the process leave a nursery of short-lived objects behind, which is as large for any file.
        Assert.InRange(grown, long.MinValue, usesSendfile ? 2048 : 32 * 1024);
        Assert.Contains(child, server.Children);
    }

    [ServerFact]
    [Trait("Category", "Long")]
    public void AHundredThousandNamesAreListed()
    {
        using var scratch = new ScratchFolder();
        var root = scratch.Folder("root");
        Directory.CreateDirectory(root + "/www/many");
        for (var i = 0; i < Names; i++)
            File.Create(root + "/www/many/" + i.ToString("D6", CultureInfo.InvariantCulture)).Dispose();
        using var server = Start("event", scratch.Folder("run"), root, "DirectoryIndex none\n<Directory @ROOT@/www>\nOptions +Indexes\nIndexOptions FancyIndexing\n</Directory>\n");
        var length = Fetch(server.Port, "", "/many/");
        Assert.InRange(length, Names * 60L, Names * 200L);
        var after = server.Children.Sum(ProcessTable.AnonymousMemory);
        Assert.Equal(length, Fetch(server.Port, "", "/many/"));
        Assert.InRange(server.Children.Sum(ProcessTable.AnonymousMemory) - after, long.MinValue, 64 * 1024);
        Assert.InRange(server.Children.Sum(ProcessTable.AnonymousMemory), 0, 256 * 1024);
    }

    private static RunningServer Start(string mpm, string run, string root, string more) => RunningServer.Start(
        ServerUnderTest.Program,
        ConfigTemplate.Framed(mpm, ["authz_core", "mime", "dir", "autoindex"], "TypesConfig /dev/null\nDocumentRoot @ROOT@/www\n<Directory @ROOT@>\nRequire all granted\n</Directory>\n" + more),
        run,
        root);

    /// <summary>Fetches and forgets; gives the length of the body.</summary>
    private static long Fetch(int port, string header, string path = "/sparse.bin")
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Connect(IPAddress.Loopback, port);
        socket.Send(Encoding.ASCII.GetBytes($"GET {path} HTTP/1.0\r\nHost: localhost\r\n{header}\r\n"));
        var buffer = new byte[256 * 1024];
        var head = new List<byte>();
        var total = 0L;
        var headLength = 0;
        int got;
        while ((got = socket.Receive(buffer)) > 0)
        {
            total += got;
            if (headLength > 0)
                continue;
            head.AddRange(buffer.AsSpan(0, got));
            var end = Encoding.Latin1.GetString([.. head]).IndexOf("\r\n\r\n", StringComparison.Ordinal);
            headLength = end < 0 ? 0 : end + 4;
        }

        Assert.StartsWith("HTTP/1.1 20", Encoding.Latin1.GetString([.. head]), StringComparison.Ordinal);
        return total - headLength;
    }
}
