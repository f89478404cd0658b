using Trefoil.Configuration.Sections;
using Trefoil.Http.Messages;

namespace Trefoil.Http.Walks;

/// <summary>Where a request stands in its server's tree of merged settings.</summary>
internal sealed class WalkState
{
    internal WalkNode Node { get; private set; } = null!;

    /// <summary>Position in the file name behind which no symbolic link may be followed; 0 where links are free.</summary>
    internal int LinkFreeFrom { get; set; }

    internal static WalkState Of(Request request) => request.State.GetOrCreate<WalkState>();

    /// <summary>Starts again from what stands directly in the server.</summary>
    internal void Reset(Request request) => MoveTo(request, request.Runtime.WalkRoot(request.Server));

    /// <summary>Merges one more section.</summary>
    internal void Enter(Request request, Section section) => MoveTo(request, Node.Enter(section));

    internal void MoveTo(Request request, WalkNode node)
    {
        Node = node;
        request.DirectorySettings = node.Settings;
    }
}
