using Trefoil.Configuration.Directives;
using Trefoil.Http.Messages;
using Trefoil.Http.Phases;
using Trefoil.Io.Logs;

namespace Trefoil.Modules.Metadata.Headers;

/// <summary>mod_headers: changes header fields of requests and responses.</summary>
internal sealed class HeadersModule : Module, IPostReadRequest, IFixups, IInsertFilters, IResponseHead
{
    internal const string Name = "headers";

    public override string Identifier => "headers_module";

    public override string SourceFile => "mod_headers.c";

    public override IReadOnlyList<DirectiveDefinition> Directives => HeadersDirectives.Table;

    public PhaseOrder OrderIn(RequestPhase phase) => phase switch
    {
        RequestPhase.PostReadRequest => PhaseOrder.First,
        RequestPhase.Fixups or RequestPhase.ResponseHead or RequestPhase.InsertFilters => PhaseOrder.Last,
        _ => PhaseOrder.Middle,
    };

    public PhaseResult PostReadRequest(Request request)
    {
        var settings = request.Directory<HeadersSettings>();
        if (!settings.HasEarly)
            return PhaseResult.Declined;
        Apply(request, settings.Request, request.HeadersIn, early: true);
        Apply(request, settings.Always, request.ErrorHeadersOut, early: true);
        Apply(request, settings.OnSuccess, request.HeadersOut, early: true);
        return PhaseResult.Declined;
    }

    public PhaseResult Fixup(Request request)
    {
        var settings = request.Directory<HeadersSettings>();
        // conditions and variables see this request's environment, which a later request from the mapping cache would lack
        if (!settings.IsResponseConstant)
            request.IsCacheable = false;
        if (settings.Request.Length > 0)
            Apply(request, settings.Request, settings.IsRequestHarmless ? request.HeadersInUntracked : request.HeadersIn, early: false);
        return PhaseResult.Declined;
    }

    public void InsertFilters(Request request)
    {
    }

    /// <summary>From here on the response is the server's own error page, which "onsuccess" rules leave alone.</summary>
    public void InsertErrorFilters(Request request)
    {
        if (request.Directory<HeadersSettings>().OnSuccess.Length > 0)
            request.State.GetOrCreate<ErrorPageMark>();
    }

    public bool IsResponseHeadConstant(Request request) => request.Directory<HeadersSettings>().IsResponseConstant;

    public void OnResponseHead(Request request)
    {
        var settings = request.Directory<HeadersSettings>();
        if (settings.Always.Length == 0 && settings.OnSuccess.Length == 0)
            return;
        var isErrorPage = request.State.Find<ErrorPageMark>() is not null;
        Log.Write(request, LogLevel.Debug, Name, isErrorPage ? 1503 : 1502, isErrorPage ? "headers: ap_headers_error_filter()" : "headers: ap_headers_output_filter()");
        Apply(request, settings.Always, request.ErrorHeadersOut, early: false);
        if (!isErrorPage)
            Apply(request, settings.OnSuccess, request.HeadersOut, early: false);
    }

    private static void Apply(Request request, HeaderRule[] rules, HeaderTable table, bool early)
    {
        foreach (var rule in rules)
        {
            if (rule.IsEarly == early)
                rule.Apply(request, table);
        }
    }

    private sealed class ErrorPageMark;
}
