using Trefoil.Configuration.Sections;
using Trefoil.Http.Expressions;
using Trefoil.Http.Messages;
using Trefoil.Io.Logs;

namespace Trefoil.Http.Walks;

/// <summary>Merges the If, ElseIf and Else sections whose condition holds.</summary>
internal static class ConditionWalk
{
    internal static void Run(Request request)
    {
        var state = WalkState.Of(request);
        if (state.Node.Conditions.Length > 0)
            Run(request, state, state.Node.Conditions, new RequestExpressionContext(request) { AddsVary = true });
    }

    private static void Run(Request request, WalkState state, IReadOnlyList<Section> sections, RequestExpressionContext context)
    {
        var chainIsTaken = false;
        List<Section>? taken = null;
        foreach (var section in sections)
        {
            if (section.Kind == SectionKind.If)
                chainIsTaken = false;
            else if (chainIsTaken)
                continue;
            if (section.Condition is { } condition)
            {
                var holds = condition.EvaluateCondition(context, out var error);
                if (holds is null)
                    Log.Write(request, LogLevel.Error, "core", 39, $"Failed to evaluate <If > condition: {error}");
                if (holds is not true)
                    continue;
            }
            chainIsTaken = true;
            state.Enter(request, section);
            if (section.Conditions.Count > 0)
                (taken ??= []).Add(section);
        }
        // What is nested comes behind everything of this level.
        foreach (var section in taken ?? [])
            Run(request, state, section.Conditions, context);
    }
}
