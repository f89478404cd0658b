using System.Net;
using System.Net.Sockets;
using System.Text;
using Trefoil.Configuration.Directives;
using Trefoil.Http.Http1;
using Trefoil.Io.Reactors;
using Trefoil.Io.Sockets;

namespace Trefoil.Http.Tests.Http1;

/// <summary>An HTTP/1.1 server and one client on the test's own thread: each request is one turn of the reactor.</summary>
internal sealed class HttpLoopback : IDisposable
{
    private readonly Listener _listener;
    private readonly Reactor _reactor;
    private readonly byte[] _received = new byte[64 * 1024];

    internal HttpLoopback(Module module, int maxKeepAliveRequests = 100)
    {
        var runtime = new HttpRuntime(new BareConfiguration(maxKeepAliveRequests, module));
        _listener = Listener.Open(IPAddress.Loopback, 0, "http", new ListenerOptions(), 0, out _, out _)!;
        _reactor = new Reactor(new Http1Handler(runtime), new OneSlot())
        {
            HandlerFailed = (_, failure) => Failure = failure,
        };
        _reactor.AddListener(_listener);
    }

    internal Exception? Failure { get; private set; }

    internal Socket Connect()
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { ReceiveTimeout = 20_000, NoDelay = true };
        socket.Connect(IPAddress.Loopback, _listener.Port);
        return socket;
    }

    /// <summary>Sends, lets the server work, and gives what has come back.</summary>
    internal ReadOnlySpan<byte> Exchange(Socket client, ReadOnlySpan<byte> request)
    {
        client.Send(request);
        return Receive(client);
    }

    private ReadOnlySpan<byte> Receive(Socket client)
    {
        for (var turn = 0; turn < 1000 && client.Available == 0; turn++)
            _reactor.Turn(10);
        if (client.Available == 0)
            return default;
        var length = client.Receive(_received);
        return _received.AsSpan(0, length);
    }

    internal string Ask(Socket client, string request) => Encoding.Latin1.GetString(Exchange(client, Encoding.Latin1.GetBytes(request)));

    /// <summary>What comes back without anything more being sent.</summary>
    internal string Answer(Socket client) => Encoding.Latin1.GetString(Receive(client));

    /// <summary>True when the server ends the connection within some turns.</summary>
    internal bool IsEnded(Socket client)
    {
        for (var turn = 0; turn < 1000 && !client.Poll(0, SelectMode.SelectRead); turn++)
            _reactor.Turn(1);
        return client.Poll(0, SelectMode.SelectRead) && client.Receive(_received) == 0;
    }

    public void Dispose()
    {
        _reactor.Dispose();
        Io.Files.FileSystem.Close(_listener.Descriptor);
    }

    private sealed class OneSlot : Admission
    {
        private readonly WorkerSlot _slot = new Slot();

        public override bool IsStopping => false;

        public override WorkerSlot TryEnter(Connection connection) => _slot;

        public override ValueTask<WorkerSlot> EnterAsync(Connection connection) => new(_slot);

        public override void Leave(Connection connection, WorkerSlot slot)
        {
        }

        public override WorkerSlot? ConnectionSlot(Connection connection) => null;

        private sealed class Slot : WorkerSlot
        {
            public override void SetState(SlotState state)
            {
            }

            public override void SetConnection(ReadOnlySpan<byte> client, ReadOnlySpan<byte> protocol)
            {
            }

            public override void BeginRequest(ReadOnlySpan<byte> requestLine, ReadOnlySpan<byte> virtualHost)
            {
            }

            public override void EndRequest(long bytes, long durationMicroseconds)
            {
            }
        }
    }
}
