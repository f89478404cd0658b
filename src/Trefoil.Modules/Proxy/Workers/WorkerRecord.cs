using System.Runtime.CompilerServices;
using System.Text;

namespace Trefoil.Modules.Proxy.Workers;

/// <summary>
/// What changes about a worker while the server runs. Members of balancers keep it in memory shared by all children; other workers have one for each child.
/// </summary>
internal struct WorkerRecord
{
    internal uint Status;
    internal int LoadSet;
    internal int LoadFactor;
    internal int LoadStatus;
    internal long Busy;
    internal long Elected;
    internal long Transferred;
    internal long Received;
    internal long ErrorTime;
    internal int Retries;
    internal int Index;
    internal long RetryMilliseconds;
    internal int HealthPasses, HealthFails, HealthPassCount, HealthFailCount;
    internal long HealthInterval;
    /// <summary>When the latest check began, in milliseconds of the monotonic clock: whoever sets it checks.</summary>
    internal long HealthChecked;
    internal ShortText Route, Redirect;
    internal ShortText HealthUri;
    /// <summary>Of a member that was added at run time: its URL, by which the other children make it.</summary>
    internal ShortText Url;

    /// <summary>Sets and takes bits.</summary>
    internal static void Change(ref WorkerRecord record, WorkerStatus set, WorkerStatus clear)
    {
        uint before;
        do
            before = Volatile.Read(ref record.Status);
        while (Interlocked.CompareExchange(ref record.Status, before & ~(uint)clear | (uint)set, before) != before);
    }
}

/// <summary>A byte string of at most 95 bytes inside a record.</summary>
[InlineArray(Length)]
internal struct ShortText
{
    internal const int Length = 96;

    private byte _first;

    internal static void Write(ref ShortText text, string value)
    {
        Span<byte> bytes = text;
        bytes.Clear();
        Encoding.Latin1.GetBytes(value.AsSpan(0, Math.Min(value.Length, Length - 1)), bytes);
    }

    internal static string Read(ref readonly ShortText text)
    {
        ReadOnlySpan<byte> bytes = text;
        var end = bytes.IndexOf((byte)0);
        return end == 0 ? "" : Encoding.Latin1.GetString(end < 0 ? bytes : bytes[..end]);
    }
}
