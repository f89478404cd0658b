using Trefoil.Io.Native;
using Trefoil.Io.Reactors;

namespace Trefoil.Modules.Generators.Cgi;

/// <summary>
/// A script's standard output. While the request body is still on its way output is gathered and not passed on, since a body that turns out to be broken
/// changes the answer; a script that writes more than a little meanwhile is listened to, or both sides would wait for each other.
/// </summary>
internal sealed class ScriptOutput(AsyncDescriptor output, BodyFeed? feed, int timeoutMilliseconds, byte[] buffer)
{
    private int _start;
    private int _end;

    /// <summary>What was read and not yet used.</summary>
    internal ReadOnlyMemory<byte> Unread => buffer.AsMemory(_start, _end - _start);

    internal void Use(int count) => _start += count;

    /// <summary>
    /// Reads until there is something to pass on: more than 0; 0 at the end of the output, -ETIMEDOUT, other -errno.
    /// </summary>
    /// <param name="beforeWait">Runs before the script is waited for.</param>
    internal async ValueTask<int> ReadAsync(Func<ValueTask>? beforeWait)
    {
        if (_start == _end)
            _start = _end = 0;
        while (true)
        {
            var isFeeding = feed is { IsDone: false };
            if (_end > _start && (!isFeeding || _end == buffer.Length))
                return _end - _start;
            var got = output.TryReceive(buffer.AsSpan(_end));
            if (got > 0)
            {
                _end += got;
                continue;
            }
            if (got == 0 && isFeeding)
            {
                // The script is through, the client is not: its body decides all the same.
                if (await WaitForFeedAsync() is < 0 and var failure)
                    return failure;
                continue;
            }
            if (got != -Errno.EAGAIN)
                return _end > _start ? _end - _start : got;
            if (beforeWait is not null)
                await beforeWait();
            // A slow client has its own time-outs; the script's begins when it has everything.
            var waited = await output.WaitReadableAsync(isFeeding ? -1 : timeoutMilliseconds);
            if (waited < 0)
                return waited;
        }
    }

    private async ValueTask<int> WaitForFeedAsync()
    {
        while (feed is { IsDone: false })
        {
            var waited = await output.WaitReadableAsync(-1);
            if (waited < 0)
                return waited;
        }
        return 0;
    }
}
