using Trefoil.Configuration.Directives;
using Trefoil.Http.Input;
using Trefoil.Http.Messages;
using Trefoil.Http.Output;
using Trefoil.Http.Phases;

namespace Trefoil.Modules.Filters.CharsetLite;

/// <summary>mod_charset_lite: texts in another character encoding than the one they are stored in (XLATEOUT), and bodies of requests the other way (XLATEIN).</summary>
public sealed class CharsetLiteModule : Module, IInsertFilters, IOutputFilterProvider, IInputFilterProvider
{
    internal const string ShortNameInLogs = "charset_lite";

    /// <inheritdoc/>
    public override string Identifier => "charset_lite_module";

    /// <inheritdoc/>
    public override string SourceFile => "mod_charset_lite.c";

    /// <inheritdoc/>
    public override IReadOnlyList<DirectiveDefinition> Directives { get; } =
    [
        new("CharsetSourceEnc", ArgumentKind.Take1, AllowedIn.OrFileInfo, "the encoding of the stored texts", static (scope, arguments) =>
        {
            scope.Directory<CharsetSettings>().Source = arguments[0];
            return null;
        }),
        new("CharsetDefault", ArgumentKind.Take1, AllowedIn.OrFileInfo, "the encoding that clients get", static (scope, arguments) =>
        {
            scope.Directory<CharsetSettings>().Target = arguments[0];
            return null;
        }),
        new("CharsetOptions", ArgumentKind.Iterate, AllowedIn.OrFileInfo, "ImplicitAdd, NoImplicitAdd, TranslateAllMimeTypes, NoTranslateAllMimeTypes", SetOption),
    ];

    /// <inheritdoc/>
    public IReadOnlyList<OutputFilterDefinition> OutputFilters { get; } = [new("XLATEOUT", FilterType.Resource, static request => CharsetOutput.For(request))];

    /// <inheritdoc/>
    public IReadOnlyList<InputFilterDefinition> InputFilters { get; } = [new("XLATEIN", static request => CharsetInput.For(request))];

    /// <summary>Behind those whose output is to be translated.</summary>
    public PhaseOrder OrderIn(RequestPhase phase) => PhaseOrder.ReallyLast;

    /// <inheritdoc/>
    public void InsertFilters(Request request)
    {
        var settings = request.Directory<CharsetSettings>();
        if (!settings.Translates || settings.IsImplicit == false || request.ProxyRequest != ProxyRequestKind.None || request.Main is not null)
            return;
        if (!OutputChain.Contains(request, "XLATEOUT") && CharsetOutput.For(request) is { } output)
            OutputChain.Add(request, output);
        if (request.Method is "POST" or "PUT" && CharsetInput.For(request) is { } input)
            InputChain.Add(request, input);
    }

    private static string? SetOption(DirectiveScope scope, IReadOnlyList<string> arguments)
    {
        var settings = scope.Directory<CharsetSettings>();
        switch (arguments[0].ToLowerInvariant())
        {
            case "implicitadd":
                settings.IsImplicit = true;
                return null;
            case "noimplicitadd":
                settings.IsImplicit = false;
                return null;
            case "translateallmimetypes":
                settings.TakesAllTypes = true;
                return null;
            case "notranslateallmimetypes":
                settings.TakesAllTypes = false;
                return null;
            default:
                return "Invalid CharsetOptions option: " + arguments[0];
        }
    }
}
