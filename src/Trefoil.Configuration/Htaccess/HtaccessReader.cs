using Trefoil.Configuration.Directives;
using Trefoil.Configuration.Reading;
using Trefoil.Configuration.Sections;
using Trefoil.Io.Logs;

namespace Trefoil.Configuration.Htaccess;

/// <summary>Reads .htaccess files while requests are served. Safe for any number of threads: each file has its own session and scope.</summary>
public sealed class HtaccessReader(HttpdConfiguration configuration)
{
    /// <summary>Reads one file's text (Latin-1) under the rules of its directory.</summary>
    public HtaccessResult Read(string path, string text, ServerConfig server, HtaccessRules rules)
    {
        var section = new Section(SectionKind.Htaccess, path[..(path.LastIndexOf('/') + 1)], new SourceLocation(path, 0));
        var scope = new DirectiveScope(configuration, server, section.Settings, new Directive("", "", section.Location))
        {
            Section = section,
            IsHtaccess = true,
            Override = rules.Override,
            OverrideOptions = rules.OverrideOptions,
            OverrideList = rules.OverrideList,
            NonfatalOverride = rules.NonfatalOverride,
            NonfatalUnknown = rules.NonfatalUnknown,
        };
        var session = new ReadSession(configuration.ModuleSet, configuration.Variables, configuration.Macros.Copy(), configuration.Patterns, configuration.ServerRoot,
            (level, module, code, message) => Log.Write(server, level, module, code, $"{path}: {message}"))
        {
            Override = rules.Override,
            Htaccess = scope,
        };
        var tree = new List<Directive>();
        var builder = new TreeBuilder(session, LineSource.OfText(path, text));
        if (builder.ReadAll(tree) is { } unread)
            return Refuse(unread, builder.Failed ?? section.Location, rules);
        if (configuration.Applier.Apply(tree, scope) is { } refused)
            return Refuse(refused, scope.Run.Failed!.Location, rules);
        return new HtaccessResult(section, null, section.Location, null);
    }

    private static HtaccessResult Refuse(string error, SourceLocation location, HtaccessRules rules)
    {
        var isForbidden = error.EndsWith(" not allowed here", StringComparison.Ordinal) || error.EndsWith("> context", StringComparison.Ordinal);
        return new HtaccessResult(null, error, location, isForbidden ? rules.Origin : null);
    }
}
