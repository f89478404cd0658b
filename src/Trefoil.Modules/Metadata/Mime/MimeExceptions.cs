namespace Trefoil.Modules.Metadata.Mime;

/// <summary>
/// The parts of a file name that say nothing about its type, encoding, language or charset, base name first. MultiViews lets a variant differ from
/// the requested name only in the other parts. Kept with the request that the name belongs to.
/// </summary>
internal sealed class MimeExceptions(List<string> parts)
{
    internal List<string> Parts { get; } = parts;
}
