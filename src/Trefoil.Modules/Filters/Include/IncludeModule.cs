using Trefoil.Configuration.Directives;
using Trefoil.Http.Core;
using Trefoil.Http.Messages;
using Trefoil.Http.Output;
using Trefoil.Http.Phases;
using Trefoil.Io.Files;
using Trefoil.Io.Logs;

namespace Trefoil.Modules.Filters.Include;

/// <summary>mod_include: server-side includes, as the filter INCLUDES, the handler server-parsed, and by the execute bit (XBitHack).</summary>
public sealed class IncludeModule : Module, IOutputFilterProvider, IFixups, IInsertFilters
{
    internal const string ShortNameInLogs = "include";
    private const int OwnerExecute = 0x40, GroupExecute = 0x08;

    /// <inheritdoc/>
    public override string Identifier => "include_module";

    /// <inheritdoc/>
    public override string SourceFile => "mod_include.c";

    /// <inheritdoc/>
    public override IReadOnlyList<DirectiveDefinition> Directives => IncludeDirectives.All;

    /// <inheritdoc/>
    public IReadOnlyList<OutputFilterDefinition> OutputFilters { get; } = [new("INCLUDES", FilterType.Resource, Create)];

    /// <inheritdoc/>
    public PhaseOrder OrderIn(RequestPhase phase) => phase == RequestPhase.Fixups ? PhaseOrder.Last : PhaseOrder.Middle;

    /// <inheritdoc/>
    public PhaseResult Fixup(Request request)
    {
        if (request.Handler == "server-parsed")
        {
            request.ContentType ??= "text/html";
            request.Handler = "default-handler";
            request.State.GetOrCreate<ParsedMark>();
            return PhaseResult.Ok;
        }
        var hack = request.Directory<IncludeSettings>().XBit ?? XBitHack.Off;
        if (hack == XBitHack.Off || request.Handler is not null || request.FileStatus.Kind != FileKind.Regular || (request.FileStatus.Mode & OwnerExecute) == 0
            || request.ContentType?.StartsWith("text/html", StringComparison.Ordinal) != true)
            return PhaseResult.Declined;
        request.State.GetOrCreate<ParsedMark>().KeepsLastModified = hack == XBitHack.Full && (request.FileStatus.Mode & GroupExecute) != 0;
        return PhaseResult.Ok;
    }

    /// <inheritdoc/>
    public void InsertFilters(Request request)
    {
        if (request.State.Find<ParsedMark>() is not null && !OutputChain.Contains(request, "INCLUDES"))
            OutputChain.Add(request, "INCLUDES");
    }

    private static IncludesFilter? Create(Request request)
    {
        var settings = request.Directory<IncludeSettings>();
        // The file's own tag says nothing of what is included into it.
        if (settings.Etag != true)
            request.Notes.Set("no-etag", "");
        if ((request.Directory<CoreDirectorySettings>().Options & DirectoryOptions.Includes) == 0)
        {
            Log.Write(request, LogLevel.Warn, ShortNameInLogs, 1374,
                $"mod_include: Options +Includes (or IncludesNoExec) wasn't set, INCLUDES filter removed: {request.Uri}");
            return null;
        }
        var keepsLastModified = settings.LastModified ?? request.State.Find<ParsedMark>()?.KeepsLastModified ?? false;
        if (!keepsLastModified)
            request.NoLocalCopy = true;
        request.IsCacheable = false;
        return new IncludesFilter(request, keepsLastModified);
    }

    /// <summary>The request's document is parsed for another reason than a filter directive.</summary>
    private sealed class ParsedMark
    {
        internal bool KeepsLastModified { get; set; }
    }
}
