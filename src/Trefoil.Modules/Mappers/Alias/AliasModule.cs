using Trefoil.Configuration.Directives;
using Trefoil.Configuration.Expressions;
using Trefoil.Http.Messages;
using Trefoil.Http.Phases;
using Trefoil.Http.Uris;
using Trefoil.Io.Logs;

namespace Trefoil.Modules.Mappers.Alias;

/// <summary>mod_alias: other places in the file system for parts of the URL space, and redirects to other URLs.</summary>
public sealed class AliasModule : Module, ITranslateName, IFixups
{
    private const string Name = "alias";

    /// <inheritdoc/>
    public override string Identifier => "alias_module";

    /// <inheritdoc/>
    public override string SourceFile => "mod_alias.c";

    /// <inheritdoc/>
    public override IReadOnlyList<DirectiveDefinition> Directives => AliasDirectives.All;

    /// <summary>Redirects of the section, then of the server; aliases of the section, then of the server; first match wins in each list.</summary>
    public PhaseResult TranslateName(Request request)
    {
        if (request.Uri.Length > 0 && request.Uri[0] != '/')
            return PhaseResult.Declined;
        var settings = request.Directory<AliasDirectorySettings>();
        var server = request.ForServer<AliasServerSettings>();
        var redirected = RedirectSection(request, settings);
        if (redirected == PhaseResult.Declined)
            redirected = RedirectList(request, settings, server.Redirects);
        if (redirected != PhaseResult.Declined)
            return redirected;
        var aliased = AliasSection(request, settings);
        return aliased == PhaseResult.Declined ? AliasList(request, server.Aliases) : aliased;
    }

    /// <summary>Redirects of Directory, Files and .htaccess, whose settings are known only now.</summary>
    public PhaseResult Fixup(Request request)
    {
        var settings = request.Directory<AliasDirectorySettings>();
        var redirected = RedirectSection(request, settings);
        return redirected == PhaseResult.Declined ? RedirectList(request, settings, settings.Redirects) : redirected;
    }

    private static PhaseResult RedirectSection(Request request, AliasDirectorySettings settings)
    {
        if (settings.RedirectStatus == 0)
            return PhaseResult.Declined;
        if (settings.RedirectTarget is null)
            return Redirect(request, settings, settings.RedirectStatus, "");
        var target = RequestExpressions.Text(settings.RedirectTarget, request, out var error);
        if (target is null)
        {
            Log.Write(request, LogLevel.Error, Name, 2826, $"Can't evaluate redirect expression: {error}");
            return 500;
        }
        return Redirect(request, settings, settings.RedirectStatus, RedirectTarget.EscapeInFrontOfQuery(target));
    }

    private static PhaseResult RedirectList(Request request, AliasDirectorySettings settings, List<AliasEntry> redirects)
    {
        Span<int> groups = stackalloc int[PatternSubstitution.GroupSpan];
        foreach (var entry in redirects)
        {
            if (entry.Pattern is { } pattern)
            {
                groups.Fill(-1);
                if (pattern.Match(request.Uri, groups) > 0)
                {
                    var target = entry.Target is null ? "" : PatternSubstitution.Apply(entry.Target, request.Uri, groups);
                    return Redirect(request, settings, entry.Status, RedirectTarget.EscapeInFrontOfQuery(target));
                }
            }
            else if (AliasPath.Match(request.Uri, entry.UrlPath) is > 0 and var length)
            {
                return Redirect(request, settings, entry.Status, entry.Target + UriEscaping.EscapePath(request.Uri[length..]));
            }
        }
        return PhaseResult.Declined;
    }

    private static PhaseResult Redirect(Request request, AliasDirectorySettings settings, int status, string target)
    {
        if (!RedirectDirectives.IsRedirect(status))
            return status;
        var relative = target.StartsWith('/');
        if (relative && settings.RedirectsRelative != true)
        {
            target = CanonicalName.ConstructUrl(request, target);
            relative = false;
        }
        if (!relative && !RedirectTarget.IsUrl(target))
        {
            Log.Write(request, LogLevel.Error, Name, 674, $"cannot redirect '{request.Uri}' to '{target}'; target is not a valid absoluteURI or abs_path");
            return 500;
        }
        if (request.QueryString is { } query && !target.Contains('?'))
            target = target + "?" + query;
        request.HeadersOut.Set("Location", target);
        return status;
    }

    private static PhaseResult AliasSection(Request request, AliasDirectorySettings settings)
    {
        if (settings.Alias is null)
            return PhaseResult.Declined;
        var target = RequestExpressions.Text(settings.Alias, request, out var error);
        if (target is null)
        {
            Log.Write(request, LogLevel.Error, Name, 2825, $"Can't evaluate alias expression: {error}");
            return 500;
        }
        if (settings.PreservesPath == true && settings.AliasUrlPath is { } path && AliasPath.Match(request.Uri, path) is > 0 and var length)
        {
            SetContext(request, path, target);
            target += request.Uri[length..];
        }
        return MapTo(request, target, settings.AliasHandler);
    }

    private static PhaseResult AliasList(Request request, List<AliasEntry> aliases)
    {
        Span<int> groups = stackalloc int[PatternSubstitution.GroupSpan];
        foreach (var entry in aliases)
        {
            if (entry.Pattern is { } pattern)
            {
                groups.Fill(-1);
                if (pattern.Match(request.Uri, groups) <= 0)
                    continue;
                var target = PatternSubstitution.Apply(entry.Target!, request.Uri, groups);
                var rest = request.Uri.Length - groups[1];
                SetContext(request, request.Uri[..groups[1]], target[..Math.Max(0, target.Length - rest)]);
                return MapTo(request, target, entry.Handler);
            }
            if (AliasPath.Match(request.Uri, entry.UrlPath) is > 0 and var length)
            {
                SetContext(request, entry.UrlPath, entry.Target!);
                return MapTo(request, entry.Target + request.Uri[length..], entry.Handler);
            }
        }
        return PhaseResult.Declined;
    }

    private static PhaseResult MapTo(Request request, string target, string? handler)
    {
        if (handler is not null)
        {
            request.Handler = handler;
            request.Notes.Set("alias-forced-type", handler);
        }
        request.Filename = request.Runtime.Configuration.ResolvePath(target);
        return PhaseResult.Ok;
    }

    private static void SetContext(Request request, string prefix, string documentRoot)
    {
        request.ContextPrefix = prefix;
        request.ContextDocumentRoot = documentRoot;
    }
}
