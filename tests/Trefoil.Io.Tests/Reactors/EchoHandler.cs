using Trefoil.Io.Native;
using Trefoil.Io.Reactors;

namespace Trefoil.Io.Tests.Reactors;

/// <summary>Sends back what comes; a "q" ends the connection gracefully, a "b" blocks its thread until released.</summary>
internal sealed class EchoHandler : ConnectionHandler
{
    internal ManualResetEventSlim Release { get; } = new();

    internal ManualResetEventSlim Blocked { get; } = new();

    internal int ParkMilliseconds { get; init; } = 60_000;

    internal bool AnnouncesBlocking { get; init; } = true;

    public override async ValueTask ServeAsync(Connection connection)
    {
        var buffer = new byte[64 * 1024];
        while (true)
        {
            var got = connection.TryReceive(buffer);
            if (got == -Errno.EAGAIN)
            {
                connection.Park(ParkMilliseconds);
                return;
            }
            if (got <= 0)
            {
                connection.Abort();
                return;
            }
            if (buffer[0] == 'b')
            {
                Blocked.Set();
                if (AnnouncesBlocking)
                {
                    using (Blocking.Enter())
                        Release.Wait();
                }
                else
                {
                    Release.Wait();
                }
            }
            if (await connection.SendAsync(buffer.AsMemory(0, got), 60_000) < 0)
            {
                connection.Abort();
                return;
            }
            if (buffer[0] == 'q')
            {
                connection.CloseGracefully(shortLinger: false);
                return;
            }
        }
    }
}
