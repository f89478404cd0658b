using System.Buffers;
using Trefoil.Http.Core;
using Trefoil.Http.Messages;
using Trefoil.Http.Output;
using Trefoil.Http.Phases;
using Trefoil.Io.Logs;
using Trefoil.Io.Native;
using Trefoil.Mpm.Spawner;

namespace Trefoil.Modules.Generators.Cgi;

/// <summary>One run of a CGI script for one request.</summary>
/// <remarks>
/// 1. variables and order; 2. the body goes to the script while its errors go to the log, both beside what follows; 3. the head of its output: an error, a
/// redirect, or the head of the response; 4. its body, passed on as it comes; 5. the response ends, then the script's errors, then the script.
/// </remarks>
internal sealed class ScriptRun(Request request, ScriptModule module)
{
    private const int PieceLength = 32 * 1024;

    private readonly ScriptLogEntry? _record = ScriptLog.Of(request) is { } log ? new ScriptLogEntry(log) : null;
    private readonly int _timeout = TimeoutOf(request);
    private ScriptProcess _process = null!;
    private BodyFeed? _feed;
    private ErrorOutput _errors = null!;
    private ScriptOutput _output = null!;
    private bool _isPassing;

    internal async ValueTask<PhaseResult> RunAsync()
    {
        // 1.
        await CgiEnvironment.AddAsync(request);
        var hasBody = HasBody(request);
        if (ScriptProcess.Order(request, ScriptCommand.ForFile(request), hasBody, out var error) is not { } process)
        {
            Log.Write(request, LogLevel.Error, module.ShortName, module.Codes.NotStarted, $"couldn't spawn child process: {request.Filename}", -error);
            return error == -Errno.ENOSYS ? 500 : 503;
        }
        _process = process;
        var buffer = ArrayPool<byte>.Shared.Rent(PieceLength);
        var feeding = Task.CompletedTask;
        var listening = Task.CompletedTask;
        try
        {
            // 2.
            _errors = new ErrorOutput(request, module.ShortName, process.Errors, _record);
            listening = _errors.RunAsync();
            if (hasBody)
            {
                _feed = new BodyFeed(request, process.Input!, _timeout, _record);
                feeding = _feed.RunAsync(process.Output.Nudge);
            }
            _output = new ScriptOutput(process.Output, _feed, _timeout, buffer);

            // 3. to 5.
            var result = ScriptCheck.IsRaw(request) && !ScriptCheck.IsIncluded(request) ? await PassRawAsync() : await RespondAsync();
            if (result == PhaseResult.Ok)
                await RequestProcessor.FinishAsync(request);
            await EndErrorsAsync();
            return result;
        }
        finally
        {
            process.Close();
            await feeding;
            await listening;
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private async ValueTask<PhaseResult> RespondAsync()
    {
        var head = new ScriptHeadReader(request, module.ShortName);
        while (true)
        {
            var got = await _output.ReadAsync(PauseAsync);
            if (_feed is { IsDone: true, Status: > 0 } failed)
                return FailBody(failed.Status);
            if (got > 0)
            {
                _record?.AddOutput(_output.Unread.Span);
                var isOver = head.Read(_output.Unread.Span, out var used);
                _output.Use(used);
                if (!isOver)
                    continue;
                break;
            }
            if (got == -Errno.ETIMEDOUT)
                head.TimeOut();
            else if (await ReportUnstartedAsync(head) is { } refusal)
                return refusal;
            else
                head.End();
            break;
        }
        if (head.Status == 304)
        {
            request.Status = 304;
            return PhaseResult.Ok;
        }
        if (head.Status != 0)
        {
            await EndErrorsAsync();
            _record?.Write(request, head.Status);
            return head.Status;
        }
        if (request.Status == 200 && request.HeadersOut.Get("Location") is { } location)
            return await RedirectAsync(location);
        return await PassBodyAsync();
    }

    private async ValueTask<PhaseResult> RedirectAsync(string location)
    {
        // The rest of the output is read so that the script is not torn down while it writes.
        while (await _output.ReadAsync(null) > 0)
            _output.Use(_output.Unread.Length);
        await EndErrorsAsync();
        if (!location.StartsWith('/'))
            return 302;
        request.Method = "GET";
        request.MethodNumber = HttpMethods.Get;
        request.HeadersInUntracked.Unset("Content-Length");
        _process.Close();
        await InternalRedirect.RedirectHandlerAsync(request, location);
        return PhaseResult.Ok;
    }

    private async ValueTask<PhaseResult> PassBodyAsync()
    {
        _isPassing = true;
        request.HasUnmeasuredBody = request.IsHead;
        while (!request.Connection.Aborted)
        {
            var got = await _output.ReadAsync(PauseAsync);
            if (got == -Errno.ETIMEDOUT)
            {
                Log.Write(request, LogLevel.Error, module.ShortName, module.Codes.BodyTimeout, $"Timeout waiting for output from CGI script {request.Filename}", Errno.ETIMEDOUT);
                BreakOff();
                break;
            }
            if (got <= 0)
                break;
            if (_feed is { IsDone: true, Status: > 0 })
            {
                BreakOff();
                break;
            }
            await request.Output.WriteAsync(request, _output.Unread);
            _output.Use(_output.Unread.Length);
        }
        return PhaseResult.Ok;
    }

    /// <summary>The script's bytes are the response, from the status line on; the connection ends behind them.</summary>
    private async ValueTask<PhaseResult> PassRawAsync()
    {
        request.ProtocolNumber = 9;
        request.IsHead = false;
        request.Output = request.ProtocolOutput ?? request.Output;
        request.Connection.CloseAfterResponse = true;
        var any = false;
        _isPassing = true;
        while (!request.Connection.Aborted)
        {
            var got = await _output.ReadAsync(PauseAsync);
            if (got <= 0)
            {
                if (!any && await ReportUnstartedAsync(null) is { } refusal)
                    return refusal;
                break;
            }
            any = true;
            await request.Output.WriteAsync(request, _output.Unread);
            _output.Use(_output.Unread.Length);
        }
        return PhaseResult.Ok;
    }

    /// <summary>Nothing more comes for the moment: the client gets what there is.</summary>
    private ValueTask PauseAsync() => _isPassing ? request.Output.FlushAsync(request) : default;

    private PhaseResult FailBody(int status)
    {
        Log.Write(request, LogLevel.Error, module.ShortName, module.Codes.Body, "Error reading request entity data");
        return status;
    }

    /// <summary>A script without output may never have run: the spawner knows.</summary>
    private async ValueTask<PhaseResult?> ReportUnstartedAsync(ScriptHeadReader? head)
    {
        if (head is { IsEmpty: false })
            return null;
        switch (await _process.AnswerAsync(_timeout))
        {
            case null:
                Log.Write(request, LogLevel.Error, module.ShortName, module.Codes.NotStarted, $"the spawner ended before it could start {request.Filename}");
                return 503;
            case { Kind: SpawnAnswerKind.Failed, Number: Errno.EAGAIN or Errno.ENOMEM or Errno.EMFILE or Errno.ENFILE } failed:
                Log.Write(request, LogLevel.Error, module.ShortName, module.Codes.NotStarted, $"couldn't spawn child process: {request.Filename}", failed.Number);
                return 500;
            case { Kind: SpawnAnswerKind.Failed } failed:
                ReportError($"({failed.Number}){Errno.Text(failed.Number)}: exec of '{request.Filename}' failed");
                return null;
            case { Kind: SpawnAnswerKind.Refused } refused:
                ReportError("suexec policy violation: see suexec log for more details");
                Log.Write(request, LogLevel.Debug, module.ShortName, 0, $"suexec ended with code {refused.Number} for {request.Filename}");
                return null;
            default:
                return null;
        }
    }

    private void ReportError(string text)
    {
        _record?.AddError(text);
        Log.Write(request, LogLevel.Error, module.ShortName, CgiCodes.Errors, $"stderr from {request.Filename}: {text}");
    }

    /// <summary>What the script still says on its standard error belongs to this request, until it ends or has been silent for too long.</summary>
    private async ValueTask EndErrorsAsync()
    {
        if (_errors.IsDone || request.Connection.Aborted)
            return;
        await _process.WaitForEndAsync(_timeout);
        _errors.ExpectNoMore();
    }

    private void BreakOff() => request.Connection.Aborted = true;

    private static int TimeoutOf(Request request)
    {
        var own = request.Directory<CgiDirectorySettings>().Timeout ?? 0;
        return own > 0 ? own : (int)Math.Min(request.ForServer<CoreServerSettings>().Timeout / 1000, int.MaxValue);
    }

    /// <summary>A subrequest has no body of its own.</summary>
    private static bool HasBody(Request request)
    {
        if (request.Main is not null)
            return false;
        var fields = request.HeadersInUntracked;
        return fields.Contains("Transfer-Encoding") || fields.Get("Content-Length") is { } length && length != "0";
    }
}
