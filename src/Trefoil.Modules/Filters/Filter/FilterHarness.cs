using Trefoil.Http.Messages;
using Trefoil.Http.Output;
using Trefoil.Io.Logs;

namespace Trefoil.Modules.Filters.Filter;

/// <summary>Stands in a smart filter's place, finds out with the first bytes which provider is meant, and puts that one behind itself.</summary>
internal sealed class FilterHarness : OutputFilter
{
    private readonly SmartFilter _filter;
    private readonly FilterType _type;
    private bool _decided;

    internal FilterHarness(SmartFilter filter, FilterType type)
    {
        _filter = filter;
        _type = type;
    }

    public override string Name => _filter.Name;

    public override FilterType Type => _type;

    public override ValueTask WriteAsync(Request request, ReadOnlyMemory<byte> data)
    {
        Decide(request);
        if (_filter.Trace > 0)
            Trace(request, $"{data.Length} bytes");
        return Next.WriteAsync(request, data);
    }

    public override ValueTask SendFileAsync(Request request, FileSegment segment)
    {
        Decide(request);
        if (_filter.Trace > 0)
            Trace(request, $"{segment.Length} bytes of a file");
        return Next.SendFileAsync(request, segment);
    }

    public override ValueTask FlushAsync(Request request)
    {
        Decide(request);
        return Next.FlushAsync(request);
    }

    public override ValueTask FinishAsync(Request request)
    {
        Decide(request);
        if (_filter.Trace > 0)
            Trace(request, "end");
        return Next.FinishAsync(request);
    }

    private void Decide(Request request)
    {
        if (_decided)
            return;
        _decided = true;
        foreach (var provider in _filter.Providers)
        {
            if (!IsMeant(request, provider))
                continue;
            var protocols = provider.Protocols != FilterProtocols.None ? provider.Protocols : _filter.Protocols;
            if (!request.Runtime.Phases.OutputFilters.TryGetValue(provider.Name, out var definition) || !ProtocolRules.Allow(request, protocols)
                || definition.Create(request) is not { } chosen)
                return;
            ProtocolRules.Apply(request, protocols);
            chosen.Next = Next;
            Next = chosen;
            return;
        }
    }

    private static bool IsMeant(Request request, FilterProviderEntry provider)
    {
        if (provider.MediaTypes is { } types)
        {
            if (request.ContentType is not { } type)
                return false;
            var end = type.AsSpan().IndexOfAny("; \t");
            var bare = end < 0 ? type.AsSpan() : type.AsSpan(0, end);
            foreach (var candidate in types)
            {
                if (bare.SequenceEqual(candidate))
                    return true;
            }
            return false;
        }
        var result = RequestExpressions.Test(provider.Condition!, request, out var error);
        if (error is not null)
            Log.Write(request, LogLevel.Warn, "filter", 1377, $"Failed to evaluate FilterProvider expression: {error}");
        return result == true;
    }

    private void Trace(Request request, string what) => Log.Write(request, LogLevel.Debug, "filter", 1375, $"{_filter.Name}: {what}");
}
