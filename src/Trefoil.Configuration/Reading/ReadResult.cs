namespace Trefoil.Configuration.Reading;

/// <summary>A configuration, or why there is none.</summary>
/// <param name="Configuration">The configuration, complete and merged; null on an error.</param>
/// <param name="ErrorText">All lines to print on stderr, without a newline at the end; null if all went well.</param>
public sealed record ReadResult(HttpdConfiguration? Configuration, string? ErrorText);
