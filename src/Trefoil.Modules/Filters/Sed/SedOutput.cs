using Trefoil.Http.Messages;
using Trefoil.Http.Output;
using Trefoil.Io.Logs;

namespace Trefoil.Modules.Filters.Sed;

/// <summary>Sed on the way out. What the script prints while the body still comes is kept back for as long as it is short.</summary>
internal sealed class SedOutput : TransformingFilter
{
    /// <summary>More than this goes on its way before the end.</summary>
    private const int HoldBytes = 64 * 1024;

    private readonly SedScript _script;
    private SedRun _run = null!;

    internal SedOutput(SedScript script) => _script = script;

    public override string Name => "SED";

    public override FilterType Type => FilterType.Resource;

    protected override bool Begin(Request request)
    {
        if (_script.Defect is { } defect)
        {
            Log.Write(request, LogLevel.Error, SedModule.ShortNameInLogs, 2998, defect);
            Log.Write(request, LogLevel.Error, SedModule.ShortNameInLogs, 10394, "error evaluating sed on output");
            throw new OutputFailedException(500);
        }
        request.HeadersOut.Unset("Content-Length");
        _run = new SedRun(_script);
        return true;
    }

    protected override ValueTask TransformAsync(Request request, ReadOnlyMemory<byte> data)
    {
        _run.Feed(data.Span);
        return _run.Output.WrittenCount > HoldBytes ? PushAsync(request) : default;
    }

    protected override async ValueTask PushAsync(Request request)
    {
        if (_run.Output.WrittenCount == 0)
            return;
        BreakLength(request);
        await HandOnAsync(request);
    }

    protected override ValueTask EndAsync(Request request)
    {
        _run.Finish();
        return HandOnAsync(request);
    }

    private async ValueTask HandOnAsync(Request request)
    {
        if (_run.Output.WrittenCount > 0)
            await Next.WriteAsync(request, _run.Output.WrittenMemory);
        _run.Output.ResetWrittenCount();
    }
}
