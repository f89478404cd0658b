using System.Text;
using Trefoil.Io.Files;
using Trefoil.Io.Native;
using Trefoil.Io.Sockets;

namespace Trefoil.Io.Processes;

/// <summary>Tells the service manager how we are (sd_notify): READY=1, RELOADING=1, STOPPING=1, STATUS=..., MAINPID=....</summary>
public sealed class ServiceNotifier
{
    private readonly string? _socket;

    /// <summary>Reads NOTIFY_SOCKET; without it every call is a no-op.</summary>
    public ServiceNotifier() => _socket = Environment.GetEnvironmentVariable("NOTIFY_SOCKET");

    /// <summary>True when a service manager listens.</summary>
    public bool IsThere => !string.IsNullOrEmpty(_socket);

    /// <summary>Sends lines to the service manager; failure to do so is of no concern to the server.</summary>
    public void Send(string state)
    {
        if (string.IsNullOrEmpty(_socket) || _socket.Length > 106)
            return;
        var socket = LibcSockets.Socket(LibcSockets.AF_UNIX, LibcSockets.SOCK_DGRAM);
        if (socket < 0)
            return;
        Span<byte> address = stackalloc byte[110];
        address.Clear();
        address[0] = LibcSockets.AF_UNIX;
        for (var i = 0; i < _socket.Length; i++)
            address[2 + i] = (byte)_socket[i];
        if (_socket[0] == '@')
            address[2] = 0;
        if (LibcSockets.Connect(socket, address[..(2 + _socket.Length)]) == 0)
            new ControlChannel(socket).Send(Encoding.Latin1.GetBytes(state));
        FileSystem.Close(socket);
    }
}
