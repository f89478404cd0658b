using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Trefoil.Bench.Measuring;
using Trefoil.Bench.Scenarios;

namespace Trefoil.Bench.Servers;

/// <summary>A started server and its processes.</summary>
internal sealed class RunningServer : IDisposable
{
    private readonly Process _process;

    private RunningServer(BenchServer server, Process process, int port)
    {
        Server = server;
        _process = process;
        Port = port;
    }

    internal BenchServer Server { get; }

    internal int Port { get; }

    /// <summary>How long it took from the start to the first answer, milliseconds.</summary>
    internal double StartMilliseconds { get; private init; }

    /// <summary>The server's processes, parent first.</summary>
    internal IReadOnlyList<int> Processes => ProcessTree.Of(_process.Id);

    internal static RunningServer Start(BenchServer server, Scenario scenario, string work, string documents)
    {
        var folder = Directory.CreateDirectory(Path.Combine(work, $"{server.Name}-{scenario.Name}")).FullName;
        File.SetUnixFileMode(folder, (UnixFileMode)0b111_111_111);
        var port = FreePort();
        var start = new ProcessStartInfo(server.Executable) { RedirectStandardError = true, RedirectStandardOutput = true };
        foreach (var argument in server.Configure(scenario, folder, documents, port))
            start.ArgumentList.Add(argument);
        var clock = Stopwatch.StartNew();
        var process = Process.Start(start)!;
        process.OutputDataReceived += static (_, _) => { };
        process.ErrorDataReceived += static (_, _) => { };
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        while (!Answers(port))
        {
            if (process.HasExited || clock.Elapsed > TimeSpan.FromSeconds(20))
                throw new InvalidOperationException($"{server.Name} does not answer");
            Thread.Sleep(2);
        }
        return new RunningServer(server, process, port) { StartMilliseconds = clock.Elapsed.TotalMilliseconds };
    }

    public void Dispose()
    {
        foreach (var process in Processes)
            Signals.Terminate(process);
        if (!_process.WaitForExit(10_000))
            _process.Kill(entireProcessTree: true);
        _process.Dispose();
    }

    private static bool Answers(int port)
    {
        try
        {
            using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { ReceiveTimeout = 5000 };
            socket.Connect(IPAddress.Loopback, port);
            socket.Send("GET / HTTP/1.0\r\n\r\n"u8);
            return socket.Receive(new byte[16]) > 0;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    private static int FreePort()
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return ((IPEndPoint)socket.LocalEndPoint!).Port;
    }
}
