using System.Buffers;
using Trefoil.Http.Messages;
using Trefoil.Io.Reactors;

namespace Trefoil.Modules.Generators.Cgi;

/// <summary>Carries the request body to a script's standard input. It is read to its end even when the script stops to read: only then is it known to be sound.</summary>
internal sealed class BodyFeed(Request request, AsyncDescriptor input, int timeoutMilliseconds, ScriptLogEntry? log)
{
    private const int PieceLength = 32 * 1024;

    /// <summary>True once the body has been read and written, or something went wrong.</summary>
    internal bool IsDone { get; private set; }

    /// <summary>0, or the status that the request must be answered with.</summary>
    internal int Status { get; private set; }

    /// <summary>Runs to the end of the body, then closes the script's input and calls <paramref name="whenDone"/>.</summary>
    internal async Task RunAsync(Action whenDone)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(PieceLength);
        try
        {
            var isListening = true;
            int got;
            while ((got = await request.Input.ReadAsync(request, buffer.AsMemory(0, PieceLength))) > 0)
            {
                log?.AddBody(buffer.AsSpan(0, got));
                if (isListening && await input.SendAsync(buffer.AsMemory(0, got), timeoutMilliseconds) < 0)
                    isListening = false;
            }
            Status = -got;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
            input.Close();
            IsDone = true;
            whenDone();
        }
    }
}
