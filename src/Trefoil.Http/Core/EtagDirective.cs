using Trefoil.Configuration.Directives;
using Trefoil.Configuration.Reading;

namespace Trefoil.Http.Core;

/// <summary>The FileETag directive.</summary>
internal static class EtagDirective
{
    private const EtagComponents Usual = EtagComponents.ModificationTime | EtagComponents.Size;

    internal static readonly DirectiveDefinition[] Table =
    [
        new("FileETag", ArgumentKind.RawArgs, AllowedIn.OrFileInfo, "what entity tags are made of", Set),
    ];

    private static string? Set(DirectiveScope scope, IReadOnlyList<string> arguments)
    {
        var settings = scope.Directory<CoreDirectorySettings>();
        foreach (var word in Words.All(arguments[0]))
        {
            var sign = word.Length > 0 && word[0] is '+' or '-' ? word[0] : '\0';
            var name = sign == '\0' ? word : word[1..];
            if (name.ToLowerInvariant() is "all" or "none")
            {
                if (sign != '\0')
                    return $"FileETag keyword '{name}' cannot be used with '+' or '-'";
                settings.EtagAdded = settings.EtagRemoved = EtagComponents.Unset;
                settings.EtagGiven = name.Equals("none", StringComparison.OrdinalIgnoreCase) ? EtagComponents.None : Usual | EtagComponents.Inode;
                continue;
            }
            EtagComponents? component = name.ToLowerInvariant() switch
            {
                "mtime" or "lmtime" or "lastmodified" => EtagComponents.ModificationTime,
                "size" => EtagComponents.Size,
                "inode" => EtagComponents.Inode,
                "digest" => EtagComponents.Digest,
                _ => null,
            };
            if (component is not { } bit)
                return $"Unknown keyword '{name}' for FileETag directive";
            if (sign == '+')
            {
                settings.EtagAdded |= bit;
                settings.EtagRemoved &= ~bit;
            }
            else if (sign == '-')
            {
                settings.EtagAdded &= ~bit;
                settings.EtagRemoved |= bit;
            }
            else
            {
                settings.EtagGiven = (settings.EtagGiven & ~EtagComponents.None) | bit;
                settings.EtagAdded = settings.EtagRemoved = EtagComponents.Unset;
            }
        }
        return null;
    }
}
