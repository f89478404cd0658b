using Trefoil.Configuration.Directives;
using Trefoil.Configuration.Settings;

namespace Trefoil.Modules.Mappers.Speling;

/// <summary>The directives of mod_speling.</summary>
internal static class SpelingDirectives
{
    internal static readonly IReadOnlyList<DirectiveDefinition> All =
    [
        Flag("CheckSpelling", "On to look for names that nearly fit where a file is missing", static (settings, value) => settings.IsEnabled = value),
        Flag("CheckCaseOnly", "On to forgive nothing but upper and lower case", static (settings, value) => settings.ComparesCaseOnly = value),
        Flag("CheckBasenameMatch", "Off to pass over names that share nothing but what stands in front of the first dot", static (settings, value) => settings.MatchesBasename = value),
    ];

    private static DirectiveDefinition Flag(string name, string help, Action<SpelingSettings, bool> set) =>
        new(name, ArgumentKind.Flag, AllowedIn.OrOptions, help, (scope, arguments) =>
        {
            set(scope.Directory<SpelingSettings>(), DirectiveScope.IsOn(arguments[0]));
            return null;
        });
}

/// <summary>Per-directory settings of mod_speling.</summary>
internal sealed class SpelingSettings : ISettings<SpelingSettings>
{
    internal bool? IsEnabled { get; set; }

    internal bool? ComparesCaseOnly { get; set; }

    internal bool? MatchesBasename { get; set; }

    public SpelingSettings Merge(SpelingSettings inner) => new()
    {
        IsEnabled = inner.IsEnabled ?? IsEnabled,
        ComparesCaseOnly = inner.ComparesCaseOnly ?? ComparesCaseOnly,
        MatchesBasename = inner.MatchesBasename ?? MatchesBasename,
    };
}
