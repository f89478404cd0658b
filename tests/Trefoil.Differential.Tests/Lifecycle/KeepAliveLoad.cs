using System.Collections.Concurrent;
using System.Net.Sockets;

namespace Trefoil.Differential.Tests.Lifecycle;

/// <summary>
/// Clients that fetch the page over and over on kept connections, and note every failure. That a server closes a kept
/// connection between two requests is no failure; a fresh connection without an answer, or half an answer, is one.
/// </summary>
internal sealed class KeepAliveLoad : IDisposable
{
    private readonly ConcurrentQueue<string> failures = new();
    private readonly List<Thread> threads = [];
    private readonly int port;
    private volatile bool stopping;
    private int answers;

    public KeepAliveLoad(int port, int clients)
    {
        this.port = port;
        for (var number = 0; number < clients; number++)
        {
            var thread = new Thread(Run) { IsBackground = true };
            thread.Start();
            threads.Add(thread);
        }
    }

    public void WaitForProgress()
    {
        var before = Volatile.Read(ref answers);
        Wait.For("progress of the clients", () => !failures.IsEmpty || Volatile.Read(ref answers) > before + 50);
    }

    public IReadOnlyCollection<string> Stop()
    {
        stopping = true;
        foreach (var thread in threads)
        {
            thread.Join(TimeSpan.FromSeconds(15));
        }

        return failures;
    }

    public void Dispose() => Stop();

    private void Run()
    {
        while (!stopping && failures.Count < 10)
        {
            try
            {
                using var client = new RawClient(port);
                for (var request = 0; request < 20 && !stopping; request++)
                {
                    if (!FetchOnce(client, fresh: request == 0))
                    {
                        break;
                    }
                }
            }
            catch (SocketException failure)
            {
                failures.Enqueue("connect: " + failure.SocketErrorCode);
            }
        }
    }

    private bool FetchOnce(RawClient client, bool fresh)
    {
        var sent = client.Send("GET /page.txt HTTP/1.1\r\nHost: localhost\r\n\r\n");
        var response = sent ? client.ReadResponse() : null;
        if (response is null)
        {
            if (fresh)
            {
                failures.Enqueue("no answer on a fresh connection");
            }

            return false;
        }

        Interlocked.Increment(ref answers);
        if (response.Status != 200 || response.Truncated || response.Body != "the page\n")
        {
            failures.Enqueue($"{response.StatusLine}, {response.Body.Length} bytes");
        }

        return !response.SaysClose;
    }
}
