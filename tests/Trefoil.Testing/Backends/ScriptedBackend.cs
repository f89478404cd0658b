using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Trefoil.Testing;

/// <summary>
/// Raw servers that answer requests with canned bytes and keep what they got. Two ports and a Unix socket with the same script, and a port where nobody listens.
/// A rule is "PATH flags | response"; the first whose path the request's begins with counts. Flags: close (after the answer), drop (no answer), hang,
/// early (answer before the body is read), continue (100 first), pause (between head and body), tunnel (echo whatever comes behind the answer).
/// Without a rule the answer is a short text.
/// </summary>
public sealed class ScriptedBackend : IDisposable
{
    private readonly List<BackendRule> rules;
    private readonly List<Socket> listeners = [];
    private readonly Socket dead;
    private readonly List<string> records = [];
    private readonly string socketPath;
    private volatile bool stopping;

    public ScriptedBackend(IEnumerable<string> script, string folder)
    {
        rules = [.. script.Where(line => line.Length > 0 && line[0] != '#').Select(BackendRule.Parse)];
        socketPath = folder + "/backend.sock";
        for (var number = 1; number <= 2; number++)
        {
            Listen(new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp), new IPEndPoint(IPAddress.Loopback, 0), "backend " + number);
        }

        Listen(new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified), new UnixDomainSocketEndPoint(socketPath), "socket");
        File.SetUnixFileMode(socketPath, (UnixFileMode)0b110_110_110);
        // Bound without listening: nobody else gets the port, and connections are refused.
        dead = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        dead.Bind(new IPEndPoint(IPAddress.Loopback, 0));
    }

    private string FirstPort => Port(listeners[0]);

    private string SecondPort => Port(listeners[1]);

    private string DeadPort => Port(dead);

    /// <summary>Fills in where the backends are.</summary>
    public string Fill(string text) => text
        .Replace("@BACKEND@", FirstPort, StringComparison.Ordinal)
        .Replace("@BACKEND2@", SecondPort, StringComparison.Ordinal)
        .Replace("@DEADPORT@", DeadPort, StringComparison.Ordinal)
        .Replace("@BACKENDSOCKET@", socketPath, StringComparison.Ordinal);

    /// <summary>Takes out again what differs from run to run.</summary>
    public string Normal(string text) => text
        .Replace(":" + FirstPort, ":@BACKEND@", StringComparison.Ordinal)
        .Replace(":" + SecondPort, ":@BACKEND2@", StringComparison.Ordinal)
        .Replace(":" + DeadPort, ":@DEADPORT@", StringComparison.Ordinal)
        .Replace(socketPath, "@BACKENDSOCKET@", StringComparison.Ordinal);

    /// <summary>What came since the last time, each request with its body.</summary>
    public string TakeRecords()
    {
        lock (records)
        {
            var text = string.Concat(records);
            records.Clear();
            return text;
        }
    }

    public void Dispose()
    {
        stopping = true;
        foreach (var listener in listeners)
        {
            listener.Dispose();
        }

        dead.Dispose();
    }

    private static string Port(Socket socket) => ((IPEndPoint)socket.LocalEndPoint!).Port.ToString(CultureInfo.InvariantCulture);

    private void Listen(Socket listener, EndPoint place, string name)
    {
        listener.Bind(place);
        listener.Listen(64);
        listeners.Add(listener);
        new Thread(() => Accept(listener, name)) { IsBackground = true }.Start();
    }

    private void Accept(Socket listener, string name)
    {
        try
        {
            while (!stopping)
            {
                var client = listener.Accept();
                new Thread(() => Serve(client, name)) { IsBackground = true }.Start();
            }
        }
        catch (Exception failure) when (failure is SocketException or ObjectDisposedException)
        {
            // The end of the test.
        }
    }

    private void Serve(Socket client, string name)
    {
        try
        {
            using (client)
            {
                client.ReceiveTimeout = 20_000;
                var connection = new BackendConversation(client);
                while (connection.ReadHead() is { } head && Answer(connection, head, name))
                {
                }
            }
        }
        catch (Exception failure) when (failure is SocketException or ObjectDisposedException)
        {
            // The server has gone, which it may.
        }
    }

    private bool Answer(BackendConversation connection, string head, string name)
    {
        var path = head.Split(' ') is [_, var target, ..] ? target : "";
        var rule = rules.FirstOrDefault(candidate => path.StartsWith(candidate.Path, StringComparison.Ordinal)) ?? BackendRule.Default;
        var body = "";
        if (rule.Has("continue"))
        {
            connection.Send("HTTP/1.1 100 Continue\r\n\r\n");
        }

        if (!rule.Has("early"))
        {
            body = connection.ReadBody(head);
        }

        lock (records)
        {
            records.Add($"[{name}]\n{head}{body}\n");
        }

        if (rule.Has("drop"))
        {
            return false;
        }

        if (rule.Has("hang"))
        {
            connection.WaitForEnd();
            return false;
        }

        var response = rule.Response;
        if (rule.Has("pause") && response.IndexOf("\r\n\r\n", StringComparison.Ordinal) is >= 0 and var end)
        {
            connection.Send(response[..(end + 4)]);
            Thread.Sleep(100);
            response = response[(end + 4)..];
        }

        connection.Send(response);
        if (rule.Has("tunnel"))
        {
            connection.Echo();
            return false;
        }

        return !rule.Has("close");
    }
}
