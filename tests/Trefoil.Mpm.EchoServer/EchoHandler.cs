using System.Globalization;
using System.Text;
using Trefoil.Io.Reactors;

namespace Trefoil.Mpm.EchoServer;

/// <summary>
/// Answers every request head with the configuration's name, the process number and the path. "/hold" says 102 and waits for one more line inside the request, "/crash" kills the process,
/// "/block" says that it blocks and sleeps, "/slow" sleeps for 100 ms and tells from when to when instead of the name.
/// </summary>
internal sealed class EchoHandler(string name) : ConnectionHandler
{
    private static readonly byte[] HoldLine = "HTTP/1.1 102 Processing\r\n\r\n"u8.ToArray();

    public override async ValueTask ServeAsync(Connection connection)
    {
        var buffer = new byte[4096];
        while (true)
        {
            var got = connection.TryReceive(buffer);
            if (got == -11)
            {
                connection.Reactor.Admission.ConnectionSlot(connection)?.SetState(SlotState.KeepAlive);
                connection.Activity = ConnectionActivity.Idle;
                connection.Park(connection.Reactor.Admission.IsStopping ? Math.Min(5000, connection.Reactor.Admission.IdleLimit) : 5000);
                return;
            }
            if (got <= 0)
            {
                connection.Abort();
                return;
            }
            var request = Encoding.Latin1.GetString(buffer, 0, got);
            var admission = connection.Reactor.Admission;
            var slot = admission.TryEnter(connection) ?? await admission.EnterAsync(connection);
            slot.SetConnection("127.0.0.1"u8, "http/1.1"u8);
            slot.BeginRequest(Encoding.Latin1.GetBytes(request.Split('\r')[0]), "echo:80"u8);
            if (request.StartsWith("GET /hold") && request.EndsWith("\r\n\r\n"))
            {
                await connection.SendAsync(HoldLine, 5000);
                await connection.ReceiveAsync(new byte[16], 20_000);
            }
            if (request.StartsWith("GET /crash"))
                System.Diagnostics.Process.GetCurrentProcess().Kill();
            if (request.StartsWith("GET /block"))
            {
                using (Blocking.Enter())
                    Thread.Sleep(500);
            }
            var (began, text) = (Environment.TickCount64, name);
            if (request.StartsWith("GET /slow"))
            {
                using (Blocking.Enter())
                    Thread.Sleep(100);
                text = string.Create(CultureInfo.InvariantCulture, $"{began}-{Environment.TickCount64}");
            }
            var body = string.Create(CultureInfo.InvariantCulture, $"{text} {Environment.ProcessId} {(admission.IsStopping ? "last" : "more")}\n");
            var close = admission.IsStopping || request.Contains("Connection: close");
            var response = $"HTTP/1.1 200 OK\r\nContent-Length: {body.Length}\r\n{(close ? "Connection: close\r\n" : "")}\r\n{body}";
            var sent = await connection.SendAsync(Encoding.Latin1.GetBytes(response), 5000);
            slot.EndRequest(body.Length, 10);
            admission.Leave(connection, slot);
            if (sent < 0 || close)
            {
                connection.CloseGracefully(shortLinger: true);
                return;
            }
        }
    }
}
