using Trefoil.Http.Messages;
using Trefoil.Http.Phases;

namespace Trefoil.Http.Http1;

/// <summary>Connections that change to another protocol. They hold no worker slot, and nothing of the phases' way is kept alive for them.</summary>
internal sealed partial class Http1Session
{
    private Func<ClientTransport, ValueTask>? _takeover;

    /// <summary>True from the moment that a handler has given the connection away.</summary>
    internal bool IsTakenOver => _takeover is not null;

    /// <summary>Lets <paramref name="serve"/> have the connection once the handler has returned.</summary>
    internal void TakeOver(Request request, Func<ClientTransport, ValueTask> serve)
    {
        _takeover = serve;
        request.HeadSent = true;
        request.Outermost.Original.HeadSent = true;
        request.Final.IsFinished = true;
    }

    internal byte[] TakeEarlyInput()
    {
        var early = _input is null ? [] : _input.AsSpan(_inputStart, _inputEnd - _inputStart).ToArray();
        ReleaseInput();
        return early;
    }

    /// <summary>The slot goes back, the other protocol runs to its end, then the request is logged with what has passed.</summary>
    private async ValueTask ServeTakeoverAsync(Request request)
    {
        CountRequest(request);
        LeaveSlot();
        try
        {
            await _takeover!(new ClientTransport(this));
        }
        finally
        {
            RequestProcessor.RunLogTransaction(request);
            _closing = true;
            _clientAskedToClose = true;
            ReleaseInput();
        }
    }
}
