using Trefoil.Configuration.Directives;

namespace Trefoil.Modules.Metadata.Mime;

/// <summary>The directives of mod_mime.</summary>
internal static class MimeDirectives
{
    internal static readonly IReadOnlyList<DirectiveDefinition> All =
    [
        Add("AddCharset", MimeAttribute.Charset, "a character set, then the extensions that mean it"),
        Add("AddEncoding", MimeAttribute.Encoding, "a content coding (gzip), then the extensions that mean it"),
        Add("AddHandler", MimeAttribute.Handler, "a handler, then the extensions of files that it serves"),
        Add("AddInputFilter", MimeAttribute.InputFilters, "input filters separated by semicolons, then extensions"),
        Add("AddLanguage", MimeAttribute.Language, "a language (fr), then the extensions that mean it"),
        Add("AddOutputFilter", MimeAttribute.OutputFilters, "output filters separated by semicolons, then extensions"),
        Add("AddType", MimeAttribute.Type, "a media type, then the extensions that mean it"),
        new("DefaultLanguage", ArgumentKind.Take1, AllowedIn.OrFileInfo, "the language of documents without a language extension", static (scope, arguments) =>
        {
            scope.Directory<MimeSettings>().DefaultLanguage = arguments[0];
            return null;
        }),
        new("MultiviewsMatch", ArgumentKind.Iterate, AllowedIn.OrFileInfo, "NegotiatedOnly (default), Handlers and/or Filters, or Any", SetMultiviewsMatch),
        Remove("RemoveCharset", MimeAttribute.Charset),
        Remove("RemoveEncoding", MimeAttribute.Encoding),
        Remove("RemoveHandler", MimeAttribute.Handler),
        Remove("RemoveInputFilter", MimeAttribute.InputFilters),
        Remove("RemoveLanguage", MimeAttribute.Language),
        Remove("RemoveOutputFilter", MimeAttribute.OutputFilters),
        Remove("RemoveType", MimeAttribute.Type),
        new("TypesConfig", ArgumentKind.Take1, AllowedIn.RsrcConf, "the file of media types and their extensions", static (scope, arguments) =>
        {
            scope.ForServer<MimeServerSettings>().TypesConfig = arguments[0];
            return null;
        }),
        new("ModMimeUsePathInfo", ArgumentKind.Flag, AllowedIn.AccessConf, "On to look for extensions in PATH_INFO too", static (scope, arguments) =>
        {
            scope.Directory<MimeSettings>().UsePathInfo = DirectiveScope.IsOn(arguments[0]);
            return null;
        }),
    ];

    private static DirectiveDefinition Add(string name, MimeAttribute attribute, string help) =>
        new(name, ArgumentKind.Iterate2, AllowedIn.OrFileInfo, help, (scope, arguments) =>
        {
            // Extensions know no case, and values are kept in lower case as Apache does (handlers and languages included).
            scope.Directory<MimeSettings>().Add(Extension(arguments[1]), attribute, arguments[0].ToLowerInvariant());
            return null;
        });

    private static DirectiveDefinition Remove(string name, MimeAttribute attribute) =>
        new(name, ArgumentKind.Iterate, AllowedIn.OrFileInfo, "one or more file extensions", (scope, arguments) =>
        {
            scope.Directory<MimeSettings>().Removed.Add((Extension(arguments[0]), attribute));
            return null;
        });

    private static string Extension(string argument)
    {
        var name = argument.StartsWith('.') ? argument[1..] : argument;
        return name.ToLowerInvariant();
    }

    private static string? SetMultiviewsMatch(DirectiveScope scope, IReadOnlyList<string> arguments)
    {
        var settings = scope.Directory<MimeSettings>();
        var now = settings.MultiviewsMatch;
        switch (arguments[0].ToLowerInvariant())
        {
            case "any":
                if ((now & ~MultiviewsMatch.Any) != 0)
                    return "Any is incompatible with NegotiatedOnly, Filters and Handlers";
                settings.MultiviewsMatch |= MultiviewsMatch.Any;
                return null;
            case "negotiatedonly":
                if ((now & ~MultiviewsMatch.NegotiatedOnly) != 0)
                    return "NegotiatedOnly is incompatible with Any, Filters and Handlers";
                settings.MultiviewsMatch |= MultiviewsMatch.NegotiatedOnly;
                return null;
            case "filters":
                if ((now & (MultiviewsMatch.NegotiatedOnly | MultiviewsMatch.Any)) != 0)
                    return "Filters is incompatible with Any and NegotiatedOnly";
                settings.MultiviewsMatch |= MultiviewsMatch.Filters;
                return null;
            case "handlers":
                if ((now & (MultiviewsMatch.NegotiatedOnly | MultiviewsMatch.Any)) != 0)
                    return "Handlers is incompatible with Any and NegotiatedOnly";
                settings.MultiviewsMatch |= MultiviewsMatch.Handlers;
                return null;
            default:
                return $"Unrecognized option '{arguments[0]}'";
        }
    }
}
