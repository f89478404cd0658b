using System.Net;
using System.Net.Sockets;
using Trefoil.Io.Native;
using Trefoil.Io.Sockets;

namespace Trefoil.Mpm.Parent;

/// <summary>Why an address cannot be listened on.</summary>
/// <param name="Code">AH number.</param>
/// <param name="Text">The text.</param>
/// <param name="ErrorNumber">errno or 0.</param>
internal readonly record struct ListenError(int Code, string Text, int ErrorNumber)
{
    internal static ListenError For(ListenStep step, int errno, IPAddress address, int port)
    {
        var name = address.AddressFamily == AddressFamily.InterNetworkV6 ? $"[{address}]:{port}" : $"{address}:{port}";
        return step switch
        {
            ListenStep.Socket => new(78, $"alloc_listener: failed to get a socket for {name}", errno),
            ListenStep.ReuseAddress => new(67, $"make_sock: for address {name}, apr_socket_opt_set: (SO_REUSEADDR)", errno),
            ListenStep.KeepAlive => new(69, $"make_sock: for address {name}, apr_socket_opt_set: (SO_KEEPALIVE)", errno),
            ListenStep.ReusePort => new(2638, $"make_sock: for address {name}, apr_socket_opt_set: (SO_REUSEPORT)", errno),
            ListenStep.Bind => new(72, $"make_sock: could not bind to address {name}", errno),
            _ => new(73, $"make_sock: unable to listen for connections on address {name}", errno),
        };
    }

    /// <summary>The form without time and module, for the terminal.</summary>
    internal string ToStartupLine() => ErrorNumber == 0 ? $"AH{Code:00000}: {Text}" : $"({ErrorNumber}){Errno.Text(ErrorNumber)}: AH{Code:00000}: {Text}";
}
