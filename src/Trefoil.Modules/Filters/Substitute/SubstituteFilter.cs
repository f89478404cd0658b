using Trefoil.Http.Messages;
using Trefoil.Http.Output;
using Trefoil.Io.Logs;

namespace Trefoil.Modules.Filters.Substitute;

/// <summary>SUBSTITUTE: gathers whole lines, and passes on what the rules make of each.</summary>
internal sealed class SubstituteFilter : TransformingFilter
{
    private readonly SubstituteSettings _settings;
    private readonly LineSubstitution _substitution;
    private byte[] _line = [];
    private int _held;

    internal SubstituteFilter(SubstituteSettings settings)
    {
        _settings = settings;
        _substitution = new LineSubstitution(settings);
    }

    public override string Name => "SUBSTITUTE";

    public override FilterType Type => FilterType.Resource;

    protected override bool Begin(Request request)
    {
        request.HeadersOut.Unset("Content-Length");
        return true;
    }

    protected override async ValueTask TransformAsync(Request request, ReadOnlyMemory<byte> data)
    {
        _substitution.Clear();
        while (data.Span.IndexOf((byte)'\n') is >= 0 and var newline)
        {
            if (_held == 0)
                Apply(request, data.Span[..(newline + 1)]);
            else
                ApplyHeld(request, data.Span[..(newline + 1)]);
            data = data[(newline + 1)..];
        }
        if (data.Length > 0)
            Hold(request, data.Span);
        if (_substitution.Result.Length == 0)
            return;
        BreakLength(request);
        await Next.WriteAsync(request, _substitution.Result);
    }

    protected override ValueTask EndAsync(Request request)
    {
        _substitution.Clear();
        if (_held == 0)
            return default;
        ApplyHeld(request, default);
        return Next.WriteAsync(request, _substitution.Result);
    }

    private void ApplyHeld(Request request, ReadOnlySpan<byte> end)
    {
        Hold(request, end);
        Apply(request, _line.AsSpan(0, _held));
        _held = 0;
    }

    private void Hold(Request request, ReadOnlySpan<byte> data)
    {
        var length = _held + data.Length;
        if (length > _settings.MaxLineLength)
            throw TooLong(request);
        if (length > _line.Length)
            Array.Resize(ref _line, Math.Max(length, Math.Max(512, _line.Length * 2)));
        data.CopyTo(_line.AsSpan(_held));
        _held = length;
    }

    private void Apply(Request request, ReadOnlySpan<byte> line)
    {
        if (!_substitution.Append(line))
            throw TooLong(request);
    }

    private static OutputFailedException TooLong(Request request)
    {
        Log.Write(request, LogLevel.Error, "substitute", 1328, $"Line too long, URI {request.Uri}");
        return new OutputFailedException(500);
    }
}
