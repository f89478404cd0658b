using Trefoil.Configuration.Directives;
using Trefoil.Http.Messages;
using Trefoil.Http.Phases;
using Trefoil.Http.Uris;
using Trefoil.Io.Files;

namespace Trefoil.Modules.Mappers.Dir;

/// <summary>mod_dir: index files, the slash behind the name of a directory, and a fallback for what does not exist.</summary>
public sealed class DirModule : Module, IFixups
{
    private const string DirectoryHandler = "httpd/unix-directory";
    private const string RewriteHandler = "redirect-handler";

    /// <inheritdoc/>
    public override string Identifier => "dir_module";

    /// <inheritdoc/>
    public override string SourceFile => "mod_dir.c";

    /// <inheritdoc/>
    public override IReadOnlyList<DirectiveDefinition> Directives => DirDirectives.All;

    /// <inheritdoc/>
    public PhaseOrder OrderIn(RequestPhase phase) => PhaseOrder.Last;

    /// <inheritdoc/>
    public ValueTask<PhaseResult> FixupAsync(Request request)
    {
        if (request.FileStatus.Kind == FileKind.Directory)
            return FixupDirectoryAsync(request);
        return !request.FileStatus.Exists && request.Handler is null ? FixupMissingAsync(request) : new(PhaseResult.Declined);
    }

    private static ValueTask<PhaseResult> FixupDirectoryAsync(Request request)
    {
        request.Handler ??= DirectoryHandler;
        if (!string.IsNullOrEmpty(request.PathInfo))
            return new(PhaseResult.Declined);
        var settings = request.Directory<DirSettings>();
        if (!request.Uri.EndsWith('/'))
            return new(RedirectToSlash(request, settings));
        if (request.Handler == RewriteHandler || (settings.ChecksHandler == true && request.Handler != DirectoryHandler))
        {
            // Somebody else serves this directory: its own type must not show.
            if (request.ContentType == DirectoryHandler)
                request.ContentType = null;
            return new(PhaseResult.Declined);
        }
        return TryNamesAsync(request, settings);
    }

    private static PhaseResult RedirectToSlash(Request request, DirSettings settings)
    {
        if (settings.AddsSlash == false)
            return PhaseResult.Declined;
        if (request.MethodNumber != HttpMethods.Get && request.HasEnvironment && request.Environment.Contains("redirect-carefully"))
            return PhaseResult.Declined;
        var target = UriEscaping.EscapeUri(request.Uri) + "/";
        if (request.QueryString is { } query)
            target = target + "?" + query;
        request.HeadersOut.Set("Location", CanonicalName.ConstructUrl(request, target));
        return 301;
    }

    private static async ValueTask<PhaseResult> TryNamesAsync(Request request, DirSettings settings)
    {
        var names = settings.Names;
        var refused = 0;
        foreach (var name in names)
        {
            // The query goes along into the lookup, so that the index may refuse it there.
            var found = await Subrequests.LookupUriAsync(request, WithQuery(request, name));
            if (IsServable(found))
            {
                if (settings.IndexRedirect is > 0 and var status)
                {
                    request.HeadersOut.Set("Location", CanonicalName.ConstructUrl(request, found.Uri));
                    return status;
                }
                InternalRedirect.Fast(found, request);
                return PhaseResult.Ok;
            }
            if (found.Status is >= 300 and < 400 || (found.Status is 401 or 406 && names.Count == 1))
                return PassOn(found, request);
            // An index that cannot be served must not turn into a listing that shows its name.
            if (found.Status is not (200 or 404))
                refused = found.Status;
        }
        if (refused != 0)
            return refused;
        request.Notes.Set("dir-index-names", string.Join(", ", names));
        return PhaseResult.Declined;
    }

    private static async ValueTask<PhaseResult> FixupMissingAsync(Request request)
    {
        var fallback = request.Directory<DirSettings>().Fallback;
        if (fallback is null || string.Equals(fallback, "disabled", StringComparison.OrdinalIgnoreCase))
            return PhaseResult.Declined;
        var found = await Subrequests.LookupUriAsync(request, WithQuery(request, fallback));
        if (IsServable(found))
        {
            InternalRedirect.Fast(found, request);
            return PhaseResult.Ok;
        }
        if (found.Status is >= 300 and < 400)
            return PassOn(found, request);
        return found.Status is 200 or 404 ? PhaseResult.Declined : found.Status;
    }

    // Anything but a plain file may be some other name with the rest as PATH_INFO.
    private static bool IsServable(Request found) => found.Status == 200 && (found.Handler == "proxy-server" || found.FileStatus.Kind == FileKind.Regular);

    private static string WithQuery(Request request, string name) => request.QueryString is { } query ? name + "?" + query : name;

    private static PhaseResult PassOn(Request found, Request request)
    {
        Overlay(found.HeadersOut, request.HeadersOut);
        Overlay(found.ErrorHeadersOut, request.ErrorHeadersOut);
        Overlay(found.Notes, request.Notes);
        return found.Status;
    }

    private static void Overlay(HeaderTable from, HeaderTable onto)
    {
        for (var i = 0; i < from.Count; i++)
            onto.Unset(from[i].Key);
        onto.AddRange(from);
    }
}
