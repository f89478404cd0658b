using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Trefoil.Testing;

/// <summary>What a server has told a program.</summary>
public sealed record GatewayRequest(string Introduction, List<KeyValuePair<string, string>> Variables, byte[] Body)
{
    public string this[string name] => Variables.FirstOrDefault(pair => pair.Key == name).Value ?? "";

    /// <summary>Everything as text, with what must differ between two servers left out.</summary>
    public string Dump()
    {
        var text = new StringBuilder(Introduction).Append('\n');
        foreach (var (name, value) in Variables)
        {
            var shown = name switch
            {
                "REMOTE_PORT" => value.All(char.IsAsciiDigit) ? "(a number)" : value,
                "SERVER_PORT" => ":" + value,
                "SERVER_SOFTWARE" => value.Split(' ')[0],
                _ => value,
            };
            text.Append(name).Append('=').Append(shown).Append('\n');
        }

        return text.Append(CultureInfo.InvariantCulture, $"body={Body.Length} {Encoding.Latin1.GetString(Body, 0, Math.Min(Body.Length, 200))}\n").ToString();
    }
}

/// <summary>
/// A program behind a gateway protocol that both servers ask, on a TCP port and a Unix socket. It tells what it was told; a query string says what it does instead:
/// "raw=" exact output, "big=" so many bytes, "cut=" so many bytes and no end, "drop" no answer, "late=" milliseconds of silence first.
/// </summary>
public abstract class GatewayProgram : IDisposable
{
    private readonly Socket tcp = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
    private readonly Socket unix = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);

    protected GatewayProgram(string socketPath)
    {
        SocketPath = socketPath;
        tcp.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        unix.Bind(new UnixDomainSocketEndPoint(socketPath));
        File.SetUnixFileMode(socketPath, (UnixFileMode)0x1FF);
    }

    public string SocketPath { get; }

    public int Port => ((IPEndPoint)tcp.LocalEndPoint!).Port;

    /// <summary>Accepts from now on.</summary>
    public void Start()
    {
        foreach (var listener in (Socket[])[tcp, unix])
        {
            listener.Listen(64);
            new Thread(() => Accept(listener)) { IsBackground = true }.Start();
        }
    }

    public virtual void Dispose()
    {
        tcp.Dispose();
        unix.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>Serves one connection to its end.</summary>
    protected abstract void Serve(Stream stream);

    /// <summary>The output that a query string asks for, and after how many bytes the connection breaks (-1: not at all).</summary>
    protected static (byte[] Output, int Cut) Answer(GatewayRequest request, string statusLine)
    {
        var options = request["QUERY_STRING"].Split('&').Select(static part => part.Split('=', 2)).ToDictionary(static pair => pair[0], static pair => pair.ElementAtOrDefault(1) ?? "");
        if (options.TryGetValue("late", out var late))
        {
            Thread.Sleep(int.Parse(late, CultureInfo.InvariantCulture));
        }

        var head = statusLine + "Content-Type: text/plain\r\n\r\n";
        var text = options.TryGetValue("raw", out var raw) ? Unescape(raw)
            : options.TryGetValue("big", out var big) ? head + new string('x', int.Parse(big, CultureInfo.InvariantCulture))
            : head + request.Dump();
        var cut = options.ContainsKey("drop") ? 0 : options.TryGetValue("cut", out var bytes) ? int.Parse(bytes, CultureInfo.InvariantCulture) : -1;
        return (Encoding.Latin1.GetBytes(text), cut);
    }

    protected static byte[]? ReadExactly(Stream stream, int count)
    {
        var buffer = new byte[count];
        return stream.ReadAtLeast(buffer, count, throwOnEndOfStream: false) == count ? buffer : null;
    }

    private static string Unescape(string text)
    {
        var result = new StringBuilder();
        for (var index = 0; index < text.Length; index++)
        {
            var escaped = text[index] == '%' && index + 2 < text.Length;
            result.Append(escaped ? (char)int.Parse(text.AsSpan(index + 1, 2), NumberStyles.HexNumber, CultureInfo.InvariantCulture) : text[index]);
            index += escaped ? 2 : 0;
        }

        return result.ToString();
    }

    private void Accept(Socket listener)
    {
        while (true)
        {
            try
            {
                var accepted = listener.Accept();
                new Thread(() => ServeAndClose(accepted)) { IsBackground = true }.Start();
            }
            catch (Exception end) when (end is SocketException or ObjectDisposedException)
            {
                return;
            }
        }
    }

    private void ServeAndClose(Socket accepted)
    {
        try
        {
            using var stream = new NetworkStream(accepted, ownsSocket: true);
            Serve(stream);
        }
        catch (IOException)
        {
            // The server has gone; the next connection tells whether that was right.
        }
    }
}
