using System.Net;
using System.Net.Sockets;

namespace Trefoil.Bench.Measuring;

/// <summary>Keep-alive connections that each got one answer and then say nothing.</summary>
internal sealed class IdleCrowd : IDisposable
{
    private readonly List<Socket> _sockets = [];

    internal IdleCrowd(int port, int count)
    {
        var buffer = new byte[64 * 1024];
        for (var i = 0; i < count; i++)
        {
            var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { ReceiveTimeout = 10_000 };
            // One address has too few ports for several crowds in a row; loopback has plenty of addresses.
            socket.Bind(new IPEndPoint(new IPAddress([127, 0, (byte)(1 + i / 8192), 1]), 0));
            socket.Connect(IPAddress.Loopback, port);
            socket.Send("GET /1k.html HTTP/1.1\r\nHost: localhost\r\n\r\n"u8);
            if (socket.Receive(buffer) > 0)
                _sockets.Add(socket);
        }
    }

    internal int Count => _sockets.Count;

    /// <summary>How many of them the server has not closed.</summary>
    internal int StillOpen => _sockets.Count(static socket => !(socket.Poll(0, SelectMode.SelectRead) && socket.Available == 0));

    public void Dispose() => _sockets.ForEach(static socket => socket.Dispose());
}
