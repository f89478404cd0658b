using System.Globalization;
using Trefoil.Configuration.Directives;
using Trefoil.Http.Errors;
using Trefoil.Http.Expressions;
using Trefoil.Http.Uris;
using Trefoil.Io.Logs;

namespace Trefoil.Http.Core;

/// <summary>The ErrorDocument directive.</summary>
internal static class ErrorDocumentDirective
{
    internal static readonly DirectiveDefinition[] Table =
    [
        new("ErrorDocument", ArgumentKind.Take2, AllowedIn.OrFileInfo, "a status and a text, a local path or a URL", Set),
    ];

    private static string? Set(DirectiveScope scope, IReadOnlyList<string> arguments)
    {
        if (!int.TryParse(arguments[0], NumberStyles.None, CultureInfo.InvariantCulture, out var status) || !StatusText.IsKnown(status))
            return $"Unsupported HTTP response code {arguments[0]}";
        var documents = scope.Directory<CoreDirectorySettings>().ErrorDocuments ??= [];
        var text = arguments[1];
        if (text.Equals("default", StringComparison.OrdinalIgnoreCase))
        {
            documents[status] = ErrorDocument.Default;
            return null;
        }
        var isUrl = text.StartsWith('/') || Urls.IsAbsolute(text);
        if (status == 401 && isUrl && text[0] != '/')
        {
            // A redirect would lose the challenge, and with it the question for the password.
            var at = scope.Directive.Location;
            scope.Context.Report(LogLevel.Notice, "core", 113, $"{at.File}:{at.Line} cannot use a full URL in a 401 ErrorDocument directive --- ignoring!");
            return null;
        }
        if (!isUrl && text.StartsWith('"'))
            text = text[1..];
        if (!ExpressionTexts.HasVariables(text))
        {
            documents[status] = new ErrorDocument(text, isUrl, null);
            return null;
        }
        var expression = ExpressionTexts.Parse(scope, text, out var error);
        if (expression is null)
            return $"Cannot parse expression in ErrorDocument: {error}";
        documents[status] = new ErrorDocument(text, isUrl, expression);
        return null;
    }
}
