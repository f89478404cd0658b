using System.Globalization;
using Trefoil.Http.Messages;
using Trefoil.Http.Output;
using Trefoil.Io.Logs;
using Trefoil.Io.Reactors;

namespace Trefoil.Modules.Filters.RateLimit;

/// <summary>
/// RATE_LIMIT: cuts the body into the share of a fifth of a second and waits as long between them. rate-initial-burst lets so many KiB pass at once. A short body whose length
/// nobody has said is kept until its end, so that it gets one.
/// </summary>
internal sealed class RateLimitOutput : OutputFilter
{
    private const int Interval = 200, IntervalsPerSecond = 1000 / Interval, HoldBytes = 8000;

    private bool _decided;
    private bool _hasSent;
    private int _share, _left;
    private long _burst;
    private Pause? _pause;
    private MemoryStream? _held;

    public override string Name => "RATE_LIMIT";

    public override FilterType Type => FilterType.Protocol;

    public override async ValueTask WriteAsync(Request request, ReadOnlyMemory<byte> data)
    {
        if (!IsLimited(request))
        {
            await Next.WriteAsync(request, data);
            return;
        }
        if (!request.HasUnmeasuredBody && !request.HeadersOut.Contains("Content-Length") && (_held?.Length ?? 0) + data.Length <= HoldBytes)
        {
            (_held ??= new MemoryStream()).Write(data.Span);
            return;
        }
        await ReleaseAsync(request);
        await SendAsync(request, data);
    }

    public override ValueTask SendFileAsync(Request request, FileSegment segment) =>
        IsLimited(request) ? segment.PumpAsync(this, request) : Next.SendFileAsync(request, segment);

    public override async ValueTask FlushAsync(Request request)
    {
        await ReleaseAsync(request);
        await Next.FlushAsync(request);
    }

    public override async ValueTask FinishAsync(Request request)
    {
        if (_held is not null)
            request.HeadersOut.Set("Content-Length", _held.Length.ToString(CultureInfo.InvariantCulture));
        await ReleaseAsync(request);
        _pause?.Dispose();
        await Next.FinishAsync(request);
    }

    private async ValueTask ReleaseAsync(Request request)
    {
        if (_held is not { } held)
            return;
        _held = null;
        await SendAsync(request, held.GetBuffer().AsMemory(0, (int)held.Length));
    }

    private async ValueTask SendAsync(Request request, ReadOnlyMemory<byte> data)
    {
        if (_burst > 0)
        {
            var free = (int)Math.Min(_burst, data.Length);
            _burst -= free;
            await Next.WriteAsync(request, data[..free]);
            data = data[free..];
        }
        while (data.Length > 0 && !request.Connection.Aborted)
        {
            if (_left == 0)
            {
                if (_hasSent && !request.IsHead && request.Connection.Reactor is { } reactor)
                {
                    await Next.FlushAsync(request);
                    await (_pause ??= new Pause(reactor)).WaitAsync(Interval);
                }
                _left = _share;
            }
            var length = Math.Min(_left, data.Length);
            await Next.WriteAsync(request, data[..length]);
            data = data[length..];
            _left -= length;
            _hasSent = true;
        }
    }

    private bool IsLimited(Request request)
    {
        if (_decided)
            return _share > 0;
        _decided = true;
        if (request.EnvironmentOrNull?.Get("rate-limit") is not { } text)
            return false;
        request.IsCacheable = false;
        if (Kibibytes(text) is not { } rate || rate <= 0)
        {
            Log.Write(request, LogLevel.Info, "ratelimit", 3488, $"rl: disabling: rate-limit = {text} (too high?)");
            return false;
        }
        _share = (int)Math.Clamp(rate / IntervalsPerSecond, 1, int.MaxValue);
        if (request.Environment.Get("rate-initial-burst") is not { } burst)
            return true;
        _burst = Kibibytes(burst) ?? 0;
        if (_burst <= 0)
            Log.Write(request, LogLevel.Info, "ratelimit", 3489, $"rl: disabling burst: rate-initial-burst = {burst} (too high?)");
        return true;
    }

    private static long? Kibibytes(string text)
    {
        var end = 0;
        while (end < text.Length && char.IsAsciiDigit(text[end]))
            end++;
        return long.TryParse(text.AsSpan(0, end), NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number <= int.MaxValue ? number * 1024 : null;
    }
}
