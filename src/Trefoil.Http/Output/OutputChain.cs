using Trefoil.Http.Messages;
using Trefoil.Io.Logs;

namespace Trefoil.Http.Output;

/// <summary>Puts output filters in their place in a request's chain.</summary>
public static class OutputChain
{
    /// <summary>Inserts a filter behind those of the same or an earlier type (ap_add_output_filter).</summary>
    public static void Add(Request request, OutputFilter filter)
    {
        var keepsProtocol = filter.Type >= FilterType.Protocol;
        request.ProtocolOutput ??= request.Output;
        if (keepsProtocol)
        {
            // The head of the protocol's part may move; the resource's part must keep leading into it.
            var oldHead = request.ProtocolOutput;
            request.ProtocolOutput = Insert(oldHead, filter);
            if (ReferenceEquals(request.Output, oldHead))
                request.Output = request.ProtocolOutput;
            else if (!ReferenceEquals(request.ProtocolOutput, oldHead))
                RelinkBefore(request.Output, oldHead, request.ProtocolOutput);
            return;
        }
        request.Output = Insert(request.Output, filter);
    }

    /// <summary>Inserts a filter by name; false (and a line in the log) when nobody offers that name. A filter that wants no part is left out.</summary>
    public static bool Add(Request request, string name)
    {
        if (!request.Runtime.Phases.OutputFilters.TryGetValue(name, out var definition))
        {
            Log.Write(request, LogLevel.Error, "core", 82, $"an unknown filter was not added: {name}");
            return false;
        }
        if (definition.Create(request) is { } filter)
            Add(request, filter);
        return true;
    }

    /// <summary>Takes a filter out of the chain.</summary>
    public static void Remove(Request request, OutputFilter filter)
    {
        if (ReferenceEquals(request.ProtocolOutput, filter))
            request.ProtocolOutput = filter.Next;
        if (ReferenceEquals(request.Output, filter))
        {
            request.Output = filter.Next;
            return;
        }
        RelinkBefore(request.Output, filter, filter.Next);
    }

    /// <summary>True when a filter of that name stands in the chain.</summary>
    public static bool Contains(Request request, string name)
    {
        for (var filter = request.Output; filter is not null; filter = filter.Next)
        {
            if (string.Equals(filter.Name, name, StringComparison.OrdinalIgnoreCase))
                return true;
        }
        return false;
    }

    private static OutputFilter Insert(OutputFilter head, OutputFilter filter)
    {
        if (head.Type > filter.Type)
        {
            filter.Next = head;
            return filter;
        }
        var before = head;
        while (before.Next is { } next && next.Type <= filter.Type)
            before = next;
        filter.Next = before.Next;
        before.Next = filter;
        return head;
    }

    private static void RelinkBefore(OutputFilter head, OutputFilter target, OutputFilter replacement)
    {
        for (var filter = head; filter is not null; filter = filter.Next)
        {
            if (ReferenceEquals(filter.Next, target))
            {
                filter.Next = replacement;
                return;
            }
        }
    }
}
