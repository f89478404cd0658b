using Trefoil.Http.Messages;

namespace Trefoil.Modules.Filters.KeptBodies;

/// <summary>The body of a request, read to its end and kept.</summary>
internal sealed class KeptBody
{
    internal MemoryStream Bytes { get; } = new();

    internal bool IsComplete { get; set; }

    /// <summary>The kept body of a request, of the one that it is part of, or of the one that led to it; null before all of it is read.</summary>
    internal static KeptBody? Of(Request request)
    {
        for (var at = request; at is not null; at = at.Main ?? at.Previous)
        {
            if (at.State.Find<KeptBody>() is { IsComplete: true } body)
                return body;
        }
        return null;
    }
}
