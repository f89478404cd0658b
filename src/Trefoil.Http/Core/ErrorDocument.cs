using Trefoil.Configuration.Expressions;

namespace Trefoil.Http.Core;

/// <summary>What an ErrorDocument directive answers with.</summary>
public sealed class ErrorDocument
{
    /// <summary>ErrorDocument nnn default.</summary>
    internal static readonly ErrorDocument Default = new("", false, null);

    internal ErrorDocument(string text, bool isUrl, Expression? expression)
    {
        Text = text;
        IsUrl = isUrl;
        Expression = expression;
    }

    /// <summary>The text, path or URL as given.</summary>
    public string Text { get; }

    /// <summary>True for a local path or a URL, false for a text.</summary>
    public bool IsUrl { get; }

    /// <summary>The parsed text where it holds variables.</summary>
    public Expression? Expression { get; }

    /// <summary>True when the built-in page is asked for again.</summary>
    public bool IsDefault => ReferenceEquals(this, Default);
}
