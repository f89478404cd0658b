using System.Net;
using System.Net.Sockets;
using Trefoil.Io.Reactors;
using Trefoil.Io.Sockets;

namespace Trefoil.Io.Tests.Reactors;

/// <summary>A reactor on a listener of its own on 127.0.0.1, turned by a thread until disposed.</summary>
internal sealed class LoopbackReactor : IDisposable
{
    private readonly Thread? _thread;
    private readonly Listener _listener;
    private volatile bool _stop;

    internal LoopbackReactor(ConnectionHandler handler, bool turn = true)
    {
        _listener = Listener.Open(IPAddress.Loopback, 0, "http", new ListenerOptions(), 0, out _, out var error)
            ?? throw new InvalidOperationException($"listen: {error}");
        Reactor = new Reactor(handler, new FreeAdmission());
        Reactor.AddListener(_listener);
        if (!turn)
            return;
        _thread = new Thread(() =>
        {
            while (!_stop)
                Reactor.Turn(-1);
        })
        { IsBackground = true };
        _thread.Start();
    }

    internal Reactor Reactor { get; }

    internal Socket Connect()
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { ReceiveTimeout = 20_000 };
        socket.Connect(IPAddress.Loopback, _listener.Port);
        return socket;
    }

    public void Dispose()
    {
        _stop = true;
        Reactor.Post(() => { });
        _thread?.Join();
        Reactor.Dispose();
        Files.FileSystem.Close(_listener.Descriptor);
    }

    private sealed class FreeAdmission : Admission
    {
        public override bool IsStopping => false;

        public override WorkerSlot? TryEnter(Connection connection) => null;

        public override ValueTask<WorkerSlot> EnterAsync(Connection connection) => throw new NotSupportedException();

        public override void Leave(Connection connection, WorkerSlot slot)
        {
        }

        public override WorkerSlot? ConnectionSlot(Connection connection) => null;
    }
}
