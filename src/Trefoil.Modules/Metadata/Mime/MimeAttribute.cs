namespace Trefoil.Modules.Metadata.Mime;

/// <summary>What a file-name extension can say about a file.</summary>
internal enum MimeAttribute
{
    Type,
    Encoding,
    Language,
    Charset,
    Handler,
    InputFilters,
    OutputFilters,
}
