using Trefoil.Configuration.Directives;
using Trefoil.Configuration.Grading;
using Trefoil.Configuration.Reading;
using Trefoil.Io.Logs;

namespace Trefoil.Configuration.Tables;

/// <summary>
/// A module of Apache that this server lacks but a configuration loads: IfModule finds it, and its directives are checked and
/// reported. Those that decide who gets in are refused, because leaving them out would open what was closed.
/// </summary>
internal sealed class UnbuiltModule : Module
{
    private readonly ModuleName _name;
    private readonly List<DirectiveDefinition> _directives = [];
    private readonly HashSet<string> _reported = new(StringComparer.OrdinalIgnoreCase);

    internal UnbuiltModule(ModuleName name)
    {
        _name = name;
        foreach (var known in DirectiveTable.OfModule(name.Identifier))
        {
            var row = known;
            _directives.Add(new DirectiveDefinition(row.Name, row.Kind, row.AllowedIn, $"of {name.SourceFile}, which is not part of this server", (scope, _) => Meet(scope, row)));
        }
    }

    public override string Identifier => _name.Identifier;

    public override string SourceFile => _name.SourceFile;

    public override IReadOnlyList<DirectiveDefinition> Directives => _directives;

    private string? Meet(DirectiveScope scope, KnownDirective row)
    {
        var shown = row.Name.StartsWith('<') ? row.Name + ">" : row.Name;
        var decides = AccessDirectives.Decides(Identifier, row.Name, scope.Directive.Arguments);
        scope.Run.Grades?.Note(Grade.Unsupported, $"{SourceFile} is not part of this server{(decides ? ", and because this line decides over access it refuses to start with it" : "")}", Identifier);
        if (decides)
            return $"{shown} needs {SourceFile}, which is not part of this server, and decides over access: remove it knowingly or use another module";
        lock (_reported)
        {
            var message = $"{shown} has no effect: {SourceFile} is not part of this server ({scope.Directive.Location})";
            var isNew = _reported.Add(row.Name);
            if (isNew && scope.IsHtaccess)
                Log.Write(scope.Server, LogLevel.Warn, ShortName, 0, message);
            else if (isNew)
                scope.Context.Report(LogLevel.Warn, ShortName, 0, message);
        }
        return scope.Directive.Children is null ? null : scope.Context.ApplyChildren(scope.Nested(directory: new Settings.SettingsVector(), allow: AllowedIn.OrAll | AllowedIn.AccessConf | AllowedIn.ProxyConf));
    }
}
