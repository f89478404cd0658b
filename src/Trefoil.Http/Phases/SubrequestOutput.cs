using Trefoil.Http.Messages;
using Trefoil.Http.Output;

namespace Trefoil.Http.Phases;

/// <summary>The end of a subrequest's chain: passes its body to a stage of the parent and keeps its end to itself.</summary>
internal sealed class SubrequestOutput : OutputFilter
{
    private readonly Request _parent;
    private readonly OutputFilter _target;

    internal SubrequestOutput(Request parent, OutputFilter target)
    {
        _parent = parent;
        _target = target;
    }

    public override string Name => "SUBREQ_CORE";

    public override FilterType Type => FilterType.ContentSet;

    public override ValueTask WriteAsync(Request request, ReadOnlyMemory<byte> data) => _target.WriteAsync(_parent, data);

    public override ValueTask SendFileAsync(Request request, FileSegment segment) => _target.SendFileAsync(_parent, segment);

    public override ValueTask FlushAsync(Request request) => _target.FlushAsync(_parent);

    public override ValueTask FinishAsync(Request request) => default;
}
