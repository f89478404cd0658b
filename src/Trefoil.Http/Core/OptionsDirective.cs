using Trefoil.Configuration.Directives;
using Trefoil.Configuration.Reading;

namespace Trefoil.Http.Core;

/// <summary>The Options directive.</summary>
internal static class OptionsDirective
{
    internal static readonly DirectiveDefinition[] Table =
    [
        new("Options", ArgumentKind.RawArgs, AllowedIn.OrOptions, "features by name, with + or - to change what is in effect", Set),
    ];

    /// <summary>The bit of a name, or null.</summary>
    internal static DirectoryOptions? Find(string name) => name.ToLowerInvariant() switch
    {
        "indexes" => DirectoryOptions.Indexes,
        "includes" => DirectoryOptions.Includes | DirectoryOptions.IncludesExec,
        "includesnoexec" => DirectoryOptions.Includes,
        "followsymlinks" => DirectoryOptions.FollowSymLinks,
        "symlinksifownermatch" => DirectoryOptions.SymLinksIfOwnerMatch,
        "execcgi" => DirectoryOptions.ExecCgi,
        "multiviews" => DirectoryOptions.MultiViews,
        "runscripts" => DirectoryOptions.MultiViews | DirectoryOptions.ExecCgi,
        "none" => DirectoryOptions.None,
        "all" => DirectoryOptions.All,
        _ => null,
    };

    private static string? Set(DirectiveScope scope, IReadOnlyList<string> arguments)
    {
        var settings = scope.Directory<CoreDirectorySettings>();
        var hasSigns = false;
        var isFirst = true;
        // "All" and "None" in front may be corrected by words with signs; other words may not be mixed.
        var isWhole = false;
        foreach (var word in Words.All(arguments[0]))
        {
            var sign = word.Length > 0 && word[0] is '+' or '-' ? word[0] : '\0';
            var name = sign == '\0' ? word : word[1..];
            if (sign == '\0' ? hasSigns : !hasSigns && !isFirst && !isWhole)
                return "Either all Options must start with + or -, or no Option may.";
            hasSigns |= sign != '\0';
            if (isFirst && !hasSigns)
                settings.OptionsGiven = DirectoryOptions.None;
            if (Find(name) is not { } option)
                return $"Illegal option {name}";
            if (RefusePlace(name, isFirst, sign) is { } refusal)
                return refusal;
            isWhole |= IsWhole(name);
            // AllowOverride Options=... names what a .htaccess file may touch.
            if (((uint)option & ~scope.OverrideOptions) != 0)
                return $"Option {name} not allowed here";
            isFirst = false;
            Apply(settings, option, sign);
        }
        return null;
    }

    private static string? RefusePlace(string name, bool isFirst, char sign)
    {
        if (!IsWhole(name))
            return null;
        var isNone = name.Equals("none", StringComparison.OrdinalIgnoreCase);
        if (!isFirst)
            return isNone ? "'Options None' must be the first Option given." : "'Options All' must be the first option given.";
        if (sign == '\0')
            return null;
        return isNone ? "You may not use 'Options +None' or 'Options -None'." : "You may not use 'Options +All' or 'Options -All'.";
    }

    private static bool IsWhole(string name) => name.Equals("all", StringComparison.OrdinalIgnoreCase) || name.Equals("none", StringComparison.OrdinalIgnoreCase);

    private static void Apply(CoreDirectorySettings settings, DirectoryOptions option, char sign)
    {
        switch (sign)
        {
            case '-':
                settings.OptionsRemoved |= option;
                settings.OptionsAdded &= ~option;
                settings.OptionsGiven &= ~option;
                break;
            case '+':
                settings.OptionsAdded |= option;
                settings.OptionsRemoved &= ~option;
                settings.OptionsGiven |= option;
                break;
            default:
                settings.OptionsGiven = (settings.OptionsGiven & ~DirectoryOptions.Unset) | option;
                break;
        }
    }
}
