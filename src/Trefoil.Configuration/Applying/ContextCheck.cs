using Trefoil.Configuration.Directives;
using Trefoil.Configuration.Sections;

namespace Trefoil.Configuration.Applying;

/// <summary>Places where a directive must not stand although its class would allow it.</summary>
[Flags]
public enum ForbiddenIn
{
    /// <summary>Inside VirtualHost.</summary>
    VirtualHost = 1,
    /// <summary>Inside Limit and LimitExcept.</summary>
    Limit = 2,
    /// <summary>Inside Directory and DirectoryMatch.</summary>
    Directory = 4,
    /// <summary>Inside Location and LocationMatch.</summary>
    Location = 8,
    /// <summary>Inside Files, FilesMatch, If, ElseIf and Else.</summary>
    Files = 16,
    /// <summary>In .htaccess files.</summary>
    Htaccess = 32,
    /// <summary>Inside Proxy and ProxyMatch.</summary>
    Proxy = 64,
    /// <summary>Inside anything with per-directory settings.</summary>
    DirectoryContext = Limit | Directory | Location | Files | Proxy,
    /// <summary>Anywhere but at the top of the main server.</summary>
    Everywhere = VirtualHost | DirectoryContext,
}

/// <summary>The checks of places that handlers make for themselves.</summary>
public static class ContextCheck
{
    /// <summary>Null, or the reason why the directive at hand may not stand here.</summary>
    public static string? Refuse(DirectiveScope scope, ForbiddenIn forbidden)
    {
        var name = scope.Definition?.Name ?? scope.Directive.Name;
        if (name[0] == '<')
            name += ">";
        if ((forbidden & ForbiddenIn.VirtualHost) != 0 && scope.Server.IsVirtual)
            return $"{name} cannot occur within <VirtualHost> section";
        if ((forbidden & ForbiddenIn.Limit) != 0 && scope.LimitedMethods != ulong.MaxValue)
            return $"{name} cannot occur within <Limit> or <LimitExcept> section";
        if ((forbidden & ForbiddenIn.Htaccess) != 0 && scope.IsHtaccess)
            return $"{name} cannot occur within htaccess files";
        if ((forbidden & ForbiddenIn.DirectoryContext) == ForbiddenIn.DirectoryContext && (scope.Section is not null || scope.IsHtaccess))
            return $"{name} cannot occur within directory context";
        for (var place = scope.Outer; place is not null; place = place.Outer)
        {
            if ((KindOf(place.Directive.Name) & forbidden) != 0)
                return $"{name} cannot occur within {place.Directive.Name}> section";
        }
        return null;
    }

    internal static string NotAllowed(string name, string? parent) =>
        parent is null ? $"{name} not allowed here" : $"{name} not allowed in {parent}> context";

    private static ForbiddenIn KindOf(string section) => section.ToLowerInvariant() switch
    {
        "<directory" or "<directorymatch" => ForbiddenIn.Directory,
        "<location" or "<locationmatch" => ForbiddenIn.Location,
        "<files" or "<filesmatch" or "<if" or "<elseif" or "<else" => ForbiddenIn.Files,
        "<proxy" or "<proxymatch" => ForbiddenIn.Proxy,
        _ => 0,
    };
}
