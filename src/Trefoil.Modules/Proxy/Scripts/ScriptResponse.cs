using Trefoil.Http.Messages;
using Trefoil.Http.Output;
using Trefoil.Http.Phases;
using Trefoil.Io.Logs;
using Trefoil.Modules.Generators.Cgi;
using Trefoil.Modules.Proxy.Core;

namespace Trefoil.Modules.Proxy.Scripts;

/// <summary>What a program answers through a gateway protocol, on its way to the client: the head is taken out, the body goes on as it comes.</summary>
internal sealed class ScriptResponse : IDisposable
{
    /// <summary>Longest head that is waited for.</summary>
    private const int HeadLimit = 1 << 20;

    private readonly Request _request;
    private readonly string _module;
    private readonly bool _flushes;
    private readonly ProxyDirectorySettings _settings;
    private readonly HeadReader _readHead;
    private int _failed;
    private ByteBuffer? _head;
    private ScriptHeadEnd _end;
    private bool _hasHead;
    private bool _ignoresBody;
    private int _overridden;

    /// <summary>Makes the way of one response.</summary>
    /// <param name="request">Gets it.</param>
    /// <param name="module">Whose log lines these are.</param>
    /// <param name="settings">Which statuses are answered with pages of ours.</param>
    /// <param name="flushes">True to hand every piece to the client at once.</param>
    /// <param name="readHead">The rules of the head; those of scripts by default.</param>
    internal ScriptResponse(Request request, string module, ProxyDirectorySettings settings, bool flushes, HeadReader? readHead = null)
    {
        _readHead = readHead ?? ScriptHead.Apply;
        _request = request;
        _module = module;
        _settings = settings;
        _flushes = flushes;
    }

    /// <summary>Takes a head into the response: 0, 304, 412, or the status of a malformed one.</summary>
    internal delegate int HeadReader(Request request, ReadOnlySpan<byte> text, string module, out int length);

    /// <summary>True where the end of the output is known only by its coming, whatever its length turns out to be: the body then goes out in chunks.</summary>
    internal bool IsUnmeasured { get; init; }

    /// <summary>True where a malformed head or a failed condition is answered with a page, and an output without a head is malformed.</summary>
    internal bool AnswersWithPage { get; init; }

    /// <summary>The status of a head that was none, or 0.</summary>
    internal int HeadFailure => _failed;

    /// <summary>True once any output has come.</summary>
    internal bool HasOutput { get; private set; }

    /// <summary>True once something was handed to the client: the status cannot be another any more.</summary>
    internal bool HasResponded { get; private set; }

    /// <summary>False when the head was none; the response then is what <see cref="FinishAsync"/> makes of it.</summary>
    internal bool IsWellFormed { get; private set; } = true;

    /// <summary>Takes output of the program.</summary>
    internal ValueTask WriteAsync(ReadOnlyMemory<byte> data)
    {
        if (data.IsEmpty)
            return default;
        HasOutput = true;
        return _hasHead ? PassAsync(data) : TakeHeadAsync(data);
    }

    /// <summary>Hands on what is held back.</summary>
    internal ValueTask FlushAsync() => _hasHead && HasResponded && !_request.Connection.Aborted ? _request.Output.FlushAsync(_request) : default;

    /// <summary>The program is done. Gives Ok, or the status to answer with.</summary>
    internal async ValueTask<PhaseResult> FinishAsync()
    {
        if (_overridden != 0)
            return _overridden;
        if (_failed != 0)
            return _failed;
        if (!_hasHead && AnswersWithPage)
            return ScriptHead.Premature(_request, _module);
        // Without an empty line all of it is body.
        if (!_hasHead && _head is { Length: > 0 } text)
            await _request.Output.WriteAsync(_request, text.Memory);
        return PhaseResult.Ok;
    }

    /// <summary>The output has ended in the middle: the client must see that it is not whole.</summary>
    internal async ValueTask<PhaseResult> BreakOffAsync()
    {
        if (!_request.Connection.Aborted && !_request.HeadSent)
            await _request.Output.FlushAsync(_request);
        _request.Connection.CloseAfterResponse = true;
        return 502;
    }

    public void Dispose() => _head?.Dispose();

    private async ValueTask TakeHeadAsync(ReadOnlyMemory<byte> data)
    {
        var found = _end.Find(data.Span);
        var text = _head ??= new ByteBuffer(1024);
        text.Append(data.Span);
        if (found < 0 && text.Length < HeadLimit)
            return;
        _hasHead = true;
        var status = _readHead(_request, text.Written, _module, out var length);
        if (status != 0 && AnswersWithPage)
        {
            _failed = status;
            _ignoresBody = true;
            IsWellFormed = status is 304 or 412;
            return;
        }
        if (status is 304 or 412)
        {
            _request.Status = status;
            _ignoresBody = HasResponded = true;
            return;
        }
        if (status != 0)
        {
            // An empty response with that status, not a page: the head was ours to judge, nothing of it is left.
            Log.Write(_request, LogLevel.Error, _module, 1070, "Error parsing script headers");
            IsWellFormed = false;
            _ignoresBody = HasResponded = true;
            _request.Status = status;
            _request.ContentType = null;
            return;
        }
        if (_settings.Overrides(_request.Status) && _request.IsInitial)
        {
            _overridden = _request.Status;
            _request.Status = 200;
            _ignoresBody = true;
            return;
        }
        if (length < text.Length)
            await PassAsync(text.Memory[length..]);
    }

    private async ValueTask PassAsync(ReadOnlyMemory<byte> data)
    {
        if (_ignoresBody)
            return;
        HasResponded = true;
        _request.HasUnmeasuredBody |= IsUnmeasured;
        await _request.Output.WriteAsync(_request, data);
        if (_flushes)
            await _request.Output.FlushAsync(_request);
    }
}
