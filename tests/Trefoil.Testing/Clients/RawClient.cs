using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Trefoil.Testing;

/// <summary>Bytes out, bytes in: no HTTP library between the test and the server. All text is Latin-1.</summary>
public sealed class RawClient : IDisposable
{
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly Socket socket;
    private byte[] pending = [];

    public RawClient(int port)
    {
        socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        socket.Connect(IPAddress.Loopback, port);
    }

    public int LocalPort => ((IPEndPoint)socket.LocalEndPoint!).Port;

    /// <summary>Sends; false when the server has closed already, which is a legitimate answer to bad input.</summary>
    public bool Send(string text)
    {
        try
        {
            socket.SendTimeout = (int)Patience.TotalMilliseconds;
            var bytes = Encoding.Latin1.GetBytes(text);
            for (var sent = 0; sent < bytes.Length;)
            {
                sent += socket.Send(bytes, sent, bytes.Length - sent, SocketFlags.None);
            }

            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    /// <summary>One byte per packet, so that the server sees every possible cut.</summary>
    public bool SendInPieces(string text, int size = 1)
    {
        for (var start = 0; start < text.Length; start += size)
        {
            if (!Send(text.Substring(start, Math.Min(size, text.Length - start))))
            {
                return false;
            }
        }

        return true;
    }

    public void HalfClose()
    {
        try
        {
            socket.Shutdown(SocketShutdown.Send);
        }
        catch (SocketException)
        {
            // Closed by the server already.
        }
    }

    /// <summary>Everything until the server closes.</summary>
    public RawAnswer ReadToEnd(TimeSpan? patience = null)
    {
        var deadline = DateTime.UtcNow + (patience ?? Patience);
        var ending = Ending.Open;
        while (ending == Ending.Open)
        {
            ending = Receive(deadline);
        }

        var all = pending;
        pending = [];
        return new RawAnswer(Encoding.Latin1.GetString(all), ending);
    }

    /// <summary>Exactly one response (interim ones are skipped); null when the connection ends before.</summary>
    public Response? ReadResponse(bool toHead = false, TimeSpan? patience = null)
    {
        var deadline = DateTime.UtcNow + (patience ?? Patience);
        var ending = Ending.Open;
        while (true)
        {
            var text = Encoding.Latin1.GetString(pending);
            if (ResponseParser.TryParse(text, toHead, atEnd: ending != Ending.Open, out var response, out var used))
            {
                pending = pending[used..];
                if (response!.Status is >= 100 and < 200 && response.Status != 101)
                {
                    continue;
                }

                return response;
            }

            if (ending != Ending.Open)
            {
                return null;
            }

            ending = Receive(deadline);
        }
    }

    /// <summary>True when the server closes without another byte.</summary>
    public bool ClosesSilently(TimeSpan? patience = null)
    {
        var rest = ReadToEnd(patience);
        return rest is { Text: "", Ending: Ending.Closed or Ending.Reset };
    }

    public void Dispose() => socket.Dispose();

    private Ending Receive(DateTime deadline)
    {
        var buffer = new byte[65536];
        var left = (deadline - DateTime.UtcNow).TotalMilliseconds;
        if (left <= 0)
        {
            return Ending.TimedOut;
        }

        try
        {
            socket.ReceiveTimeout = Math.Max(1, (int)left);
            var count = socket.Receive(buffer);
            if (count == 0)
            {
                return Ending.Closed;
            }

            pending = [.. pending, .. buffer.AsSpan(0, count)];
            return Ending.Open;
        }
        catch (SocketException failure)
        {
            return failure.SocketErrorCode == SocketError.TimedOut ? Ending.TimedOut : Ending.Reset;
        }
    }
}
