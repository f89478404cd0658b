using Trefoil.Http.Cache;
using Trefoil.Http.Messages;

namespace Trefoil.Modules.Loggers.LogConfig;

/// <summary>A parsed log format: items in order, each asking the original request or the one that internal redirects led to.</summary>
internal sealed class LogFormat
{
    /// <summary>The format of TransferLog where LogFormat has said nothing.</summary>
    internal const string Default = "%h %l %u %t \"%r\" %>s %b";

    private readonly (LogItem Item, bool WantsOriginal)[] _items;

    private readonly CachedWrite[]? _cached;

    internal LogFormat(List<(LogItem Item, bool WantsOriginal)> items)
    {
        _items = [.. items];
        var cached = new List<CachedWrite>();
        foreach (var (item, _) in items)
        {
            if (item.Cached is { } write)
                cached.Add(write);
        }
        _cached = cached.Count == items.Count ? [.. cached] : null;
    }

    /// <summary>True when <see cref="WriteCached"/> can write every item.</summary>
    internal bool AcceptsCached => _cached is not null;

    /// <summary>Writes the line of a request that was answered with a prebuilt response.</summary>
    internal void WriteCached(LogLineWriter line, in CachedTransaction transaction)
    {
        foreach (var write in _cached!)
            write(line, transaction);
        line.Append((byte)'\n');
    }

    /// <summary>Writes the line, its end included.</summary>
    /// <param name="line">Takes the bytes.</param>
    /// <param name="original">The request as the client sent it.</param>
    /// <param name="final">The request that was answered in the end.</param>
    internal void Write(LogLineWriter line, Request original, Request final)
    {
        foreach (var (item, wantsOriginal) in _items)
        {
            if (item is ConditionalLogItem conditional && !conditional.Applies(final.Status))
                line.Append((byte)'-');
            else
                item.Write(line, wantsOriginal ? original : final);
        }
        line.Append((byte)'\n');
    }
}
