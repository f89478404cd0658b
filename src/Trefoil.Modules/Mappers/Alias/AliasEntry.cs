using Trefoil.Configuration.Expressions;

namespace Trefoil.Modules.Mappers.Alias;

/// <summary>One Alias, ScriptAlias or Redirect, by path or (with a pattern) by regular expression.</summary>
/// <param name="UrlPath">The path as written; of a *Match the pattern's text.</param>
/// <param name="Target">File path or URL; null for a redirect to nowhere (Gone).</param>
/// <param name="Pattern">The compiled pattern of a *Match directive.</param>
/// <param name="Handler">"cgi-script" for the Script kinds.</param>
/// <param name="Status">Status of a redirect, 0 for an alias.</param>
internal sealed record AliasEntry(string UrlPath, string? Target, IPattern? Pattern, string? Handler, int Status);
