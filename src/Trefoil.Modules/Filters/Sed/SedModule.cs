using Trefoil.Configuration.Directives;
using Trefoil.Http.Input;
using Trefoil.Http.Output;

namespace Trefoil.Modules.Filters.Sed;

/// <summary>mod_sed: the filter Sed, which runs a script of the stream editor over responses (OutputSed) and request bodies (InputSed).</summary>
public sealed class SedModule : Module, IOutputFilterProvider, IInputFilterProvider
{
    internal const string ShortNameInLogs = "sed";

    /// <inheritdoc/>
    public override string Identifier => "sed_module";

    /// <inheritdoc/>
    public override string SourceFile => "mod_sed.c";

    /// <inheritdoc/>
    public override IReadOnlyList<DirectiveDefinition> Directives { get; } =
    [
        new("OutputSed", ArgumentKind.Take1, AllowedIn.AccessConf, "Sed regular expression for Response", static (scope, arguments) =>
            Add(scope, scope.Directory<SedSettings>().Output, arguments[0])),
        new("InputSed", ArgumentKind.Take1, AllowedIn.AccessConf, "Sed regular expression for Request", static (scope, arguments) =>
            Add(scope, scope.Directory<SedSettings>().Input, arguments[0])),
    ];

    /// <inheritdoc/>
    public IReadOnlyList<OutputFilterDefinition> OutputFilters { get; } =
    [
        new("SED", FilterType.Resource, static request => request.Directory<SedSettings>().Output is { IsEmpty: false } script ? new SedOutput(script) : null),
    ];

    /// <inheritdoc/>
    public IReadOnlyList<InputFilterDefinition> InputFilters { get; } =
    [
        new("SED", static request => request.IsInitial && request.Directory<SedSettings>().Input is { IsEmpty: false } script ? new SedInput(script) : null),
    ];

    private static string? Add(DirectiveScope scope, SedScript script, string text) =>
        new SedCompiler(script, text, scope.Context.Patterns).Run() is { } error ? "Failed to compile sed expression. " + error : null;
}
