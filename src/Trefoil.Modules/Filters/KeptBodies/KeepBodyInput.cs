using Trefoil.Http.Input;
using Trefoil.Http.Messages;
using Trefoil.Io.Logs;

namespace Trefoil.Modules.Filters.KeptBodies;

/// <summary>KEEP_BODY: keeps what passes, and refuses a body that is larger than may be kept.</summary>
internal sealed class KeepBodyInput : InputFilter
{
    private readonly KeptBody _body = new();
    private readonly long _limit;
    private bool _failed;

    internal KeepBodyInput(long limit) => _limit = limit;

    public override string Name => "KEEP_BODY";

    public override async ValueTask<int> ReadAsync(Request request, Memory<byte> buffer)
    {
        if (_failed || !IsAnnouncedSmall(request))
            return Refuse(request);
        var got = await Next.ReadAsync(request, buffer);
        if (got < 0)
            return got;
        if (_body.Bytes.Length + got > _limit)
        {
            Log.Write(request, LogLevel.Error, RequestModule.ShortNameInLogs, 1411, $"Request body is larger than the configured limit of {_limit}");
            return Refuse(request);
        }
        _body.Bytes.Write(buffer.Span[..got]);
        if (got == 0)
        {
            _body.IsComplete = true;
            request.State.Set(_body);
        }
        return got;
    }

    private bool IsAnnouncedSmall(Request request)
    {
        if (_body.Bytes.Length > 0 || request.HeadersIn.Get("Content-Length") is not { } text || !long.TryParse(text, out var length) || length <= _limit)
            return true;
        Log.Write(request, LogLevel.Error, RequestModule.ShortNameInLogs, 1412, $"Requested content-length of {length} is larger than the configured limit of {_limit}");
        return false;
    }

    private int Refuse(Request request)
    {
        _failed = true;
        request.Connection.CloseAfterResponse = true;
        request.HasUnmeasuredBody = true;
        return -413;
    }
}
