using Trefoil.Configuration.Directives;
using Trefoil.Http.Messages;
using Trefoil.Http.Phases;
using Trefoil.Http.Uris;
using Trefoil.Io.Files;
using Trefoil.Io.Logs;
using Trefoil.Io.Reactors;

namespace Trefoil.Modules.Mappers.Speling;

/// <summary>mod_speling: redirects from names that nearly exist to those that do.</summary>
public sealed class SpelingModule : Module, IFixups
{
    private const string Name = "speling";

    /// <inheritdoc/>
    public override string Identifier => "speling_module";

    /// <inheritdoc/>
    public override string SourceFile => "mod_speling.c";

    /// <inheritdoc/>
    public override IReadOnlyList<DirectiveDefinition> Directives => SpelingDirectives.All;

    /// <inheritdoc/>
    public PhaseOrder OrderIn(RequestPhase phase) => PhaseOrder.Last;

    /// <inheritdoc/>
    public PhaseResult Fixup(Request request)
    {
        var settings = request.Directory<SpelingSettings>();
        if (settings.IsEnabled != true || request.MethodNumber != HttpMethods.Get || request.Main is not null || request.ProxyRequest != ProxyRequestKind.None
            || request.FileStatus.Exists || request.Filename is not { } filename)
            return PhaseResult.Declined;
        var slash = filename.LastIndexOf('/');
        if (slash < 0 || request.Uri.Length <= 1)
            return PhaseResult.Declined;
        var wanted = filename[(slash + 1)..];
        var tail = wanted + request.PathInfo;
        if (!request.Uri.EndsWith(tail, StringComparison.Ordinal))
            return PhaseResult.Declined;
        // Names come and go in a directory without a change of what was asked for.
        request.IsCacheable = false;
        if (ReadNames(filename[..(slash + 1)]) is not { } names || names.Contains(wanted))
            return PhaseResult.Declined;
        var candidates = SpellingCandidates.Find(names, wanted, settings);
        if (candidates.Count == 0)
            return PhaseResult.Declined;
        var folder = request.Uri[..^tail.Length];
        var isClear = candidates[0].Kind != SpellingKind.CommonBasename && (candidates.Count == 1 || candidates[0].Kind != candidates[1].Kind);
        return isClear ? Redirect(request, folder, candidates[0].Name) : Offer(request, folder, candidates);
    }

    private static PhaseResult Redirect(Request request, string folder, string name)
    {
        var target = Target(request, folder, name);
        request.HeadersOut.Set("Location", CanonicalName.ConstructUrl(request, target));
        Log.Write(request, LogLevel.Info, Name, 3225, $"Fixed spelling: {request.Uri} to {target}");
        return 301;
    }

    private static PhaseResult Offer(Request request, string folder, List<SpellingCandidate> candidates)
    {
        request.Notes.Set("variant-list", SpellingPage.Make(request, candidates, candidate => Target(request, folder, candidate.Name), folder));
        Log.Write(request, LogLevel.Info, Name, 3227, $"Spelling fix: {request.Uri}: {candidates.Count} candidates");
        return 300;
    }

    private static string Target(Request request, string folder, string name) =>
        UriEscaping.EscapeUri(folder + name + request.PathInfo) + (request.QueryString is { } query ? "?" + query : "");

    private static List<string>? ReadNames(string directory)
    {
        using (Blocking.Enter())
        {
            if (FileSystem.List(directory, out _) is not { } names)
                return null;
            names.Sort(string.CompareOrdinal);
            return names;
        }
    }
}
