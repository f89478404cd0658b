using Trefoil.Configuration.Directives;
using Trefoil.Http.Messages;

namespace Trefoil.Modules.Aaa.Authorization;

/// <summary>Arguments of a Require line that are words and may hold %{...} parts.</summary>
internal sealed class RequireText
{
    private readonly RequestText _text;
    private readonly List<string>? _constant;

    private RequireText(RequestText text)
    {
        _text = text;
        _constant = text.IsConstant ? ConfigurationWords.Split(text.ToString()) : null;
    }

    internal static string? Parse(DirectiveScope scope, string arguments, out object? parsed)
    {
        var text = RequestText.Parse(scope, arguments, out var error);
        parsed = text is null ? null : new RequireText(text);
        return text is null ? "Cannot parse expression in require line: " + error : null;
    }

    /// <summary>The words for this request; null with an error.</summary>
    internal static List<string>? Words(Request request, object? parsed, out string? error)
    {
        error = null;
        var arguments = (RequireText)parsed!;
        if (arguments._constant is not null)
            return arguments._constant;
        return arguments._text.Evaluate(request, out error) is { } text ? ConfigurationWords.Split(text) : null;
    }
}
