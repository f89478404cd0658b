using Trefoil.Http.Input;
using Trefoil.Http.Messages;
using Trefoil.Io.Logs;

namespace Trefoil.Modules.Filters.Sed;

/// <summary>Sed on the way in.</summary>
internal sealed class SedInput : InputFilter
{
    private readonly SedScript _script;
    private readonly SedRun _run;
    private readonly byte[] _buffer = new byte[8192];
    private int _taken;
    private bool _isComplete;

    internal SedInput(SedScript script)
    {
        _script = script;
        _run = new SedRun(script);
    }

    public override string Name => "SED";

    public override async ValueTask<int> ReadAsync(Request request, Memory<byte> buffer)
    {
        while (_taken == _run.Output.WrittenCount)
        {
            _run.Output.ResetWrittenCount();
            _taken = 0;
            if (_isComplete)
                return 0;
            if (_script.Defect is { } defect)
            {
                Log.Write(request, LogLevel.Error, SedModule.ShortNameInLogs, 2998, defect);
                return -500;
            }
            var got = await Next.ReadAsync(request, _buffer);
            if (got < 0)
                return got;
            _run.Feed(_buffer.AsSpan(0, got));
            if (got > 0)
                continue;
            _isComplete = true;
            _run.Finish();
        }
        var length = Math.Min(buffer.Length, _run.Output.WrittenCount - _taken);
        _run.Output.WrittenSpan.Slice(_taken, length).CopyTo(buffer.Span);
        _taken += length;
        return length;
    }
}
