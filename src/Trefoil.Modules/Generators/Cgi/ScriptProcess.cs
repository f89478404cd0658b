using Trefoil.Http.Messages;
using Trefoil.Io.Files;
using Trefoil.Io.Native;
using Trefoil.Io.Reactors;
using Trefoil.Mpm.Child;
using Trefoil.Mpm.Spawner;

namespace Trefoil.Modules.Generators.Cgi;

/// <summary>A script as the request sees it: three pipes awaited on the connection's reactor, and the channel whose closing ends it.</summary>
internal sealed class ScriptProcess
{
    private AsyncDescriptor? _channel;

    private ScriptProcess(AsyncDescriptor? input, AsyncDescriptor output, AsyncDescriptor errors, AsyncDescriptor channel)
    {
        Input = input;
        Output = output;
        Errors = errors;
        _channel = channel;
    }

    /// <summary>To its standard input; null where it has an empty one.</summary>
    internal AsyncDescriptor? Input { get; }

    /// <summary>From its standard output.</summary>
    internal AsyncDescriptor Output { get; }

    /// <summary>From its standard error.</summary>
    internal AsyncDescriptor Errors { get; }

    /// <summary>Orders it; null and -errno where that fails.</summary>
    internal static ScriptProcess? Order(Request request, ScriptOrder order, bool hasInput, out int error)
    {
        if (ScriptSpawner.Current is not { } spawner || request.Connection.Session is not { } session)
        {
            error = -Errno.ENOSYS;
            return null;
        }
        Span<int> ours = [-1, -1, -1];
        Span<int> theirs = [-1, -1, -1];
        var channel = -1;
        error = hasInput ? Pipe.CreateFor(weRead: false, out ours[0], out theirs[0]) : 0;
        if (error == 0)
            error = Pipe.CreateFor(weRead: true, out ours[1], out theirs[1]);
        if (error == 0)
            error = Pipe.CreateFor(weRead: true, out ours[2], out theirs[2]);
        if (error == 0)
            error = spawner.Start(order, theirs[0], theirs[1], theirs[2], out channel);
        Close(theirs);
        if (error < 0)
        {
            Close(ours);
            return null;
        }
        var reactor = session.Transport.Reactor;
        return new ScriptProcess(
            hasInput ? new AsyncDescriptor(reactor, ours[0], isSocket: false) : null,
            new AsyncDescriptor(reactor, ours[1], isSocket: false),
            new AsyncDescriptor(reactor, ours[2], isSocket: false),
            new AsyncDescriptor(reactor, channel, isSocket: true));
    }

    /// <summary>What the spawner says next; null where it went away without a word, or takes too long.</summary>
    internal async ValueTask<SpawnAnswer?> AnswerAsync(int timeoutMilliseconds)
    {
        if (_channel is not { } channel)
            return null;
        var buffer = new byte[16];
        var got = await channel.ReceiveAsync(buffer, timeoutMilliseconds);
        return got > 0 ? SpawnAnswer.Read(buffer.AsSpan(0, got)) : null;
    }

    /// <summary>Waits until it has ended (or nobody can tell any more); false where it takes longer than allowed.</summary>
    internal async ValueTask<bool> WaitForEndAsync(int timeoutMilliseconds)
    {
        if (_channel is not { } channel)
            return true;
        var buffer = new byte[16];
        while (true)
        {
            var got = await channel.ReceiveAsync(buffer, timeoutMilliseconds);
            if (got == -Errno.ETIMEDOUT)
                return false;
            if (got <= 0 || SpawnAnswer.Read(buffer.AsSpan(0, got)) is { Kind: not SpawnAnswerKind.Started })
                return true;
        }
    }

    /// <summary>Nobody waits for it any more: if it still runs it is told to end, and killed if it does not.</summary>
    internal void Close()
    {
        Input?.Close();
        Output.Close();
        Errors.Close();
        _channel?.Close();
        _channel = null;
    }

    private static void Close(ReadOnlySpan<int> descriptors)
    {
        foreach (var descriptor in descriptors)
        {
            if (descriptor >= 0)
                FileSystem.Close(descriptor);
        }
    }
}
