using Trefoil.Http.Messages;

namespace Trefoil.Http.Phases;

/// <summary>
/// A module that changes response header fields at the last moment. The writer of the head calls it once for each response, success or error, when
/// status and content type are final and before the head is serialised: request.HeadersOut and request.ErrorHeadersOut are still apart.
/// </summary>
/// <remarks>A response served from the mapping cache passes here too, so edits need not make the mapping uncacheable.</remarks>
public interface IResponseHead : IPhaseModule
{
    /// <summary>Changes the response's header fields. Must not block.</summary>
    void OnResponseHead(Request request);

    /// <summary>
    /// True when <see cref="OnResponseHead"/> does the same for every request that shares this mapping, so that its effect may be kept in a prebuilt head.
    /// </summary>
    bool IsResponseHeadConstant(Request request);
}
