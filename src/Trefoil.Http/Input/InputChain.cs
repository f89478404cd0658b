using Trefoil.Http.Messages;
using Trefoil.Io.Logs;

namespace Trefoil.Http.Input;

/// <summary>Puts input filters into a request's chain, each in front of those already there.</summary>
public static class InputChain
{
    /// <summary>Inserts a filter; it reads from the stage that was first until now.</summary>
    public static void Add(Request request, InputFilter filter)
    {
        request.ProtocolInput ??= request.Input;
        filter.Next = request.Input;
        request.Input = filter;
    }

    /// <summary>Inserts a filter by name; false (and a line in the log) when nobody offers that name.</summary>
    public static bool Add(Request request, string name)
    {
        if (!request.Runtime.Phases.InputFilters.TryGetValue(name, out var definition))
        {
            Log.Write(request, LogLevel.Error, "core", 82, $"an unknown filter was not added: {name}");
            return false;
        }
        if (definition.Create(request) is { } filter)
            Add(request, filter);
        return true;
    }

    /// <summary>Reads and drops what is left of the body; 0, or the HTTP status that it must be answered with.</summary>
    public static async ValueTask<int> DiscardAsync(Request request)
    {
        if (request.Input is null || request.Main is not null)
            return 0;
        var buffer = System.Buffers.ArrayPool<byte>.Shared.Rent(8192);
        try
        {
            int got;
            while ((got = await request.Input.ReadAsync(request, buffer)) > 0)
            {
            }
            return -got;
        }
        finally
        {
            System.Buffers.ArrayPool<byte>.Shared.Return(buffer);
        }
    }
}
