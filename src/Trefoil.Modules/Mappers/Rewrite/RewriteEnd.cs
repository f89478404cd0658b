using Trefoil.Http.Messages;

namespace Trefoil.Modules.Mappers.Rewrite;

/// <summary>Left behind by a rule with END: neither this request nor those it is redirected to are rewritten again.</summary>
internal sealed class RewriteEnd
{
    internal static void Mark(Request request) => request.State.GetOrCreate<RewriteEnd>();

    internal static bool IsMarked(Request request)
    {
        for (var at = request; at is not null; at = at.Previous)
        {
            if (at.State.Find<RewriteEnd>() is not null)
                return true;
        }
        return false;
    }
}
