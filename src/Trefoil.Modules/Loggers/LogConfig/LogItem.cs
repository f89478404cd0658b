using Trefoil.Http.Cache;
using Trefoil.Http.Messages;

namespace Trefoil.Modules.Loggers.LogConfig;

/// <summary>Writes the value of a request that was answered with a prebuilt response. Nothing is allocated.</summary>
internal delegate void CachedWrite(LogLineWriter line, in CachedTransaction transaction);

/// <summary>One piece of a log format, ready to write its value into the line. Shared by all threads, so it keeps no state of a request.</summary>
internal abstract class LogItem
{
    /// <summary>Writes the value of the request, "-" where there is none.</summary>
    internal abstract void Write(LogLineWriter line, Request request);

    /// <summary>The same for prebuilt responses; null where the value needs the request as a whole.</summary>
    internal virtual CachedWrite? Cached => null;
}

/// <summary>Text between items.</summary>
internal sealed class LiteralLogItem(byte[] text) : LogItem
{
    internal override void Write(LogLineWriter line, Request request) => line.Append(text);

    internal override CachedWrite Cached => (LogLineWriter line, in CachedTransaction _) => line.Append(text);
}

/// <summary>An item whose value is a function of the request.</summary>
internal sealed class ValueLogItem(Action<LogLineWriter, Request> write, CachedWrite? cached = null) : LogItem
{
    internal override void Write(LogLineWriter line, Request request) => write(line, request);

    internal override CachedWrite? Cached => cached;
}

/// <summary>An item whose value is text from outside, escaped.</summary>
internal sealed class TextLogItem(Func<Request, string?> read, CachedWrite? cached = null) : LogItem
{
    internal override void Write(LogLineWriter line, Request request) => line.AppendValue(read(request));

    internal override CachedWrite? Cached => cached;
}

/// <summary>An item that is written only for some statuses ("%400,501{User-agent}i", "%!200,304r"), "-" otherwise.</summary>
internal sealed class ConditionalLogItem(LogItem inner, int[] statuses, bool isNegated) : LogItem
{
    /// <summary>The condition looks at the request that was answered last, whatever request the item itself asks.</summary>
    internal bool Applies(int status) => Array.IndexOf(statuses, status) >= 0 != isNegated;

    internal LogItem Inner => inner;

    internal override void Write(LogLineWriter line, Request request) => inner.Write(line, request);
}
