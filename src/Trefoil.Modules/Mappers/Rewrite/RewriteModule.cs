using System.Globalization;
using System.Text;
using Trefoil.Configuration.Directives;
using Trefoil.Http.Core;
using Trefoil.Http.Messages;
using Trefoil.Http.Phases;
using Trefoil.Io.Logs;

namespace Trefoil.Modules.Mappers.Rewrite;

/// <summary>mod_rewrite: changes URLs by rules, for a server before its URLs become files, for a directory afterwards.</summary>
public sealed class RewriteModule : Module, ITranslateName, IFixups, IHandler
{
    private const string RedirectHandler = "redirect-handler";

    /// <inheritdoc/>
    public override string Identifier => "rewrite_module";

    /// <inheritdoc/>
    public override string SourceFile => "mod_rewrite.c";

    /// <inheritdoc/>
    public override IReadOnlyList<DirectiveDefinition> Directives => RewriteDirectives.All;

    /// <inheritdoc/>
    public PhaseOrder OrderIn(RequestPhase phase) => phase == RequestPhase.Handler ? PhaseOrder.Middle : PhaseOrder.First;

    /// <inheritdoc/>
    public PhaseResult TranslateName(Request request) => ServerRewriting.Run(request);

    /// <inheritdoc/>
    public PhaseResult Fixup(Request request)
    {
        var result = DirectoryRewriting.Run(request);
        if (!result.IsStatus)
            ApplyForcedType(request);
        return result;
    }

    /// <inheritdoc/>
    public async ValueTask<PhaseResult> HandleAsync(Request request)
    {
        if (request.Handler != RedirectHandler || request.Filename is not { } name || !name.StartsWith("redirect:", StringComparison.Ordinal))
            return PhaseResult.Declined;
        var uri = name["redirect:".Length..];
        if (!string.IsNullOrEmpty(request.QueryString))
            uri = RewriteUri.WithQuery(uri, request.QueryString);
        ReportLoop(request);
        await InternalRedirect.RedirectAsync(request, uri);
        return PhaseResult.Ok;
    }

    internal static void RedirectInternally(Request request, string uri, RewriteRule? rule)
    {
        request.State.Set(new Hop(rule));
        request.Filename = "redirect:" + uri;
        request.Handler = RedirectHandler;
    }

    private static void ApplyForcedType(Request request)
    {
        if (request.NotesOrNull is not { } notes)
            return;
        var log = new RewriteLog(request, null);
        if (notes.Get(RuleEffects.TypeNote) is { } type)
        {
            if (log.Traces(1))
                log.Trace(1, $"force filename {request.Filename} to have MIME-type '{type}'");
            request.ContentType = type;
        }
        if (notes.Get(RuleEffects.HandlerNote) is { } handler)
        {
            if (log.Traces(1))
                log.Trace(1, $"force filename {request.Filename} to have the Content-handler '{handler}'");
            request.Handler = handler;
        }
    }

    // The limit's own line only says that there was a loop; the administrator wants to know which rules turn in it.
    private static void ReportLoop(Request request)
    {
        var depth = 1;
        for (var at = request.Previous; at is not null; at = at.Previous)
            depth++;
        if (depth < request.ForServer<CoreServerSettings>().RedirectLimit)
            return;
        var chain = new StringBuilder();
        for (var at = request.Original; at is not null; at = at.NextRequest)
        {
            chain.Append(chain.Length == 0 ? "" : " -> ").Append(at.Uri);
            if (at.State.Find<Hop>()?.Rule is { } rule)
                chain.Append(CultureInfo.InvariantCulture, $" ({rule.Location})");
        }
        Log.Write(request, LogLevel.Error, RewriteLog.ModuleName, 0,
            $"rules of a directory run again after each internal redirect and do not come to rest: {chain}; END instead of L, or a condition, ends this");
    }

    /// <summary>The rule that sent the request on.</summary>
    private sealed record Hop(RewriteRule? Rule);
}
