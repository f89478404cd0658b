using Trefoil.Configuration.Directives;
using Trefoil.Configuration.Reading;
using Trefoil.Configuration.Sections;
using Trefoil.Io.Logs;

namespace Trefoil.Http.Core;

/// <summary>AllowOverride and AllowOverrideList: what .htaccess files may say.</summary>
internal static class OverrideDirectives
{
    internal static readonly DirectiveDefinition[] Table =
    [
        new("AllowOverride", ArgumentKind.RawArgs, AllowedIn.AccessConf, "classes of directives that per-directory files may hold", Allow),
        new("AllowOverrideList", ArgumentKind.TakeArgv, AllowedIn.AccessConf, "directives that per-directory files may hold", AllowList),
    ];

    private static string? Allow(DirectiveScope scope, IReadOnlyList<string> arguments)
    {
        WarnIfUseless(scope, 114, "AllowOverride in line {1} of {0}.");
        var settings = scope.Directory<CoreDirectorySettings>();
        var classes = AllowedIn.None;
        settings.OverrideOptionsGiven = uint.MaxValue;
        foreach (var word in Words.All(arguments[0]))
        {
            var equals = word.IndexOf('=');
            var name = equals < 0 ? word : word[..equals];
            var value = equals < 0 ? null : word[(equals + 1)..];
            switch (name.ToLowerInvariant())
            {
                case "none":
                    classes = AllowedIn.None;
                    break;
                case "all":
                    classes = AllowedIn.OrAll;
                    break;
                case "limit":
                    classes |= AllowedIn.OrLimit;
                    break;
                case "fileinfo":
                    classes |= AllowedIn.OrFileInfo;
                    break;
                case "authconfig":
                    classes |= AllowedIn.OrAuthConfig;
                    break;
                case "indexes":
                    classes |= AllowedIn.OrIndexes;
                    break;
                case "options":
                    classes |= AllowedIn.OrOptions;
                    if (value is not null && ReadOptions(settings, value) is { } refusal)
                        return refusal;
                    break;
                case "nonfatal":
                    ReadNonfatal(settings, value ?? "");
                    break;
                default:
                    return $"Illegal override option {name}";
            }
        }
        settings.OverrideGiven = classes;
        settings.OverrideOrigin = scope.Directive.Location;
        return null;
    }

    private static string? ReadOptions(CoreDirectorySettings settings, string list)
    {
        var bits = DirectoryOptions.None;
        foreach (var name in list.Split(','))
        {
            if (OptionsDirective.Find(name) is not { } option)
                return $"Illegal option {name}";
            // Whoever may switch Includes on may also choose the variant without exec.
            bits |= option;
        }
        settings.OverrideOptionsGiven = (uint)bits;
        return null;
    }

    private static void ReadNonfatal(CoreDirectorySettings settings, string which)
    {
        var all = which.Equals("all", StringComparison.OrdinalIgnoreCase);
        settings.NonfatalOverride |= all || which.Equals("override", StringComparison.OrdinalIgnoreCase);
        settings.NonfatalUnknown |= all || which.Equals("unknown", StringComparison.OrdinalIgnoreCase);
    }

    private static string? AllowList(DirectiveScope scope, IReadOnlyList<string> arguments)
    {
        WarnIfUseless(scope, 115, "AllowOverrideList at {0}:{1}");
        var settings = scope.Directory<CoreDirectorySettings>();
        settings.OverrideListGiven = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        settings.OverrideOrigin = scope.Directive.Location;
        var at = scope.Directive.Location;
        foreach (var name in arguments)
        {
            if (name.Equals("none", StringComparison.OrdinalIgnoreCase))
            {
                if (arguments.Count > 1)
                    return "'None' not allowed with other directives in AllowOverrideList";
                continue;
            }
            var definition = Find(scope.Context, name);
            if (definition is null)
                scope.Context.Report(LogLevel.Warn, "core", 116, $"Discarding unrecognized directive `{name}' in AllowOverrideList at {at.File}:{at.Line}");
            else if ((definition.AllowedIn & AllowedIn.OrAll) == 0)
                scope.Context.Report(LogLevel.Warn, "core", 2304, $"Discarding directive `{name}' not allowed in AllowOverrideList at {at.File}:{at.Line}");
            else
                settings.OverrideListGiven.Add(name);
        }
        return null;
    }

    private static DirectiveDefinition? Find(ConfigurationContext context, string name)
    {
        foreach (var module in context.Modules)
        {
            foreach (var definition in module.Directives)
            {
                if (definition.Name.Equals(name, StringComparison.OrdinalIgnoreCase))
                    return definition;
            }
        }
        return null;
    }

    private static void WarnIfUseless(DirectiveScope scope, int code, string place)
    {
        if (scope.Section is not { Kind: not (SectionKind.Directory or SectionKind.DirectoryMatch) })
            return;
        var at = scope.Directive.Location;
        scope.Context.Report(LogLevel.Warn, "core", code, "Useless use of " + string.Format(System.Globalization.CultureInfo.InvariantCulture, place, at.File, at.Line));
    }
}
