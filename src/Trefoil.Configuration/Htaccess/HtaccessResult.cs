using Trefoil.Configuration.Sections;

namespace Trefoil.Configuration.Htaccess;

/// <summary>A .htaccess file as a section, or why it is refused.</summary>
/// <param name="Section">Settings with the Files and If sections inside; null on an error.</param>
/// <param name="Error">The reason, in Apache's words; null if all went well.</param>
/// <param name="Location">The line that was refused.</param>
/// <param name="ForbiddenBy">The AllowOverride that forbids it, where that is the reason and it is known.</param>
public readonly record struct HtaccessResult(Section? Section, string? Error, SourceLocation Location, SourceLocation? ForbiddenBy);
