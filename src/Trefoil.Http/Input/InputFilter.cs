using Trefoil.Http.Messages;

namespace Trefoil.Http.Input;

/// <summary>One stage of the way that request-body bytes take from the client to the handler.</summary>
public abstract class InputFilter
{
    /// <summary>The name as in SetInputFilter, upper case.</summary>
    public abstract string Name { get; }

    /// <summary>The stage nearer to the client; set when it is put in place.</summary>
    public InputFilter Next { get; internal set; } = null!;

    /// <summary>
    /// Reads body bytes: their number; 0 at the end of the body; or a negative HTTP status that the request must be answered with
    /// (-400 malformed, -408 too slow, -413 too large; the client gone is -400 with request.Connection.Aborted set).
    /// </summary>
    public abstract ValueTask<int> ReadAsync(Request request, Memory<byte> buffer);
}

/// <summary>A name for SetInputFilter and AddInputFilter.</summary>
/// <param name="Name">Upper case.</param>
/// <param name="Create">Makes the stage for one request; null if it wants no part in it.</param>
public sealed record InputFilterDefinition(string Name, Func<Request, InputFilter?> Create);

/// <summary>A module that offers input filters by name.</summary>
public interface IInputFilterProvider
{
    /// <summary>The filters on offer.</summary>
    IReadOnlyList<InputFilterDefinition> InputFilters { get; }
}
