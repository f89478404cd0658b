using System.Net;
using System.Net.Sockets;
using System.Reflection;
using System.Text;
using Trefoil.Io.Processes;

namespace Trefoil.Mpm.Tests;

/// <summary>A real parent with real children, and a client for it.</summary>
internal sealed class EchoServerProcess : IDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("mpm").FullName;
    private readonly ChildProcess _process;
    private readonly int _log;
    private bool _ended;

    /// <param name="mpm">Its MPM.</param>
    /// <param name="extra">More directives.</param>
    /// <param name="environment">More of its environment.</param>
    /// <param name="listener">A listening socket that it gets as descriptor 3, and the port of that.</param>
    internal EchoServerProcess(string mpm, string extra = "", string[]? environment = null, (int Descriptor, int Port)? listener = null)
    {
        Port = listener?.Port ?? FreePort();
        Configure(mpm, extra);
        _log = Trefoil.Io.Files.FileSystem.OpenAppend(Path.Combine(_directory, "log"));
        var program = typeof(EchoServerProcess).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(a => a.Key == "EchoServer").Value!;
        _process = ChildProcess.Start(
            new SpawnRequest
            {
                Path = program,
                Arguments = [program, Configuration],
                Environment = [$"PATH=/usr/bin:/bin", $"DOTNET_ROOT={Environment.GetEnvironmentVariable("DOTNET_ROOT") ?? Path.GetDirectoryName(Environment.ProcessPath)}", .. environment ?? []],
                Descriptors =
                [
                    new InheritedDescriptor(_log, 1), new InheritedDescriptor(_log, 2),
                    .. listener is { } socket ? (InheritedDescriptor[])[new InheritedDescriptor(socket.Descriptor, 3)] : [],
                ],
            },
            out _)!;
        Until(() => TryGet() is not null, "the server answers");
    }

    internal int Port { get; }

    internal int ProcessId => _process.Id;

    internal string PidFile => Path.Combine(_directory, "echo.pid");

    internal string Log => File.ReadAllText(Path.Combine(_directory, "log"));

    private string Configuration => Path.Combine(_directory, "conf");

    internal static int FreePort()
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return ((IPEndPoint)socket.LocalEndPoint!).Port;
    }

    internal void Configure(string mpm, string extra = "") =>
        File.WriteAllText(Configuration, $"MPM {mpm}\nListen 127.0.0.1:{Port}\nPidFile echo.pid\nStartServers 2\n{extra}");

    internal void Signal(int signal) => _process.Signal(signal);

    internal Socket Connect()
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { ReceiveTimeout = 10_000 };
        socket.Connect(IPAddress.Loopback, Port);
        return socket;
    }

    /// <summary>The body of an answer: "configuration pid more|last".</summary>
    internal static string Ask(Socket socket, string path = "/")
    {
        Send(socket, path);
        return Receive(socket);
    }

    /// <summary>A connection whose request is in flight, and stays so until one more byte is sent.</summary>
    internal Socket Hold()
    {
        var socket = Connect();
        Send(socket, "/hold");
        var text = "";
        var buffer = new byte[1];
        while (!text.EndsWith("\r\n\r\n") && socket.Receive(buffer) == 1)
            text += (char)buffer[0];
        return socket;
    }

    internal static void Send(Socket socket, string path) => socket.Send(Encoding.ASCII.GetBytes($"GET {path} HTTP/1.1\r\n\r\n"));

    internal static string Receive(Socket socket)
    {
        var text = "";
        var buffer = new byte[1024];
        while (!text.EndsWith('\n') || !text.Contains("\r\n\r\n") || text.EndsWith("\r\n\r\n"))
        {
            var got = socket.Receive(buffer);
            if (got == 0)
                return "end";
            text += Encoding.ASCII.GetString(buffer, 0, got);
        }
        return text[(text.IndexOf("\r\n\r\n", StringComparison.Ordinal) + 4)..].Trim();
    }

    internal string Get()
    {
        using var socket = Connect();
        return Ask(socket);
    }

    internal string? TryGet()
    {
        try
        {
            return Get();
        }
        catch (SocketException)
        {
            return null;
        }
    }

    internal List<int> Children()
    {
        var children = File.ReadAllText($"/proc/{_process.Id}/task/{_process.Id}/children");
        return children.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(int.Parse).ToList();
    }

    internal void Until(Func<bool> condition, string what)
    {
        var end = Environment.TickCount64 + 20_000;
        while (!condition())
        {
            if (Environment.TickCount64 > end)
                throw new TimeoutException($"It did not happen that {what}.\n{Log}");
            Thread.Sleep(5);
        }
    }

    internal ExitStatus WaitForEnd()
    {
        ExitStatus status = default;
        Until(() => _process.TryReap(out status), "the server ends");
        _ended = true;
        return status;
    }

    public void Dispose()
    {
        if (!_ended)
        {
            _process.Signal(Signals.KILL);
            _process.TryReap(out _, wait: true);
        }
        Trefoil.Io.Files.FileSystem.Close(_log);
        Directory.Delete(_directory, true);
    }
}
