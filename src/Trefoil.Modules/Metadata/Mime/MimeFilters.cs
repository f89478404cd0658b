namespace Trefoil.Modules.Metadata.Mime;

/// <summary>Filters that the extensions of a request's file ask for, kept until the filters phase.</summary>
internal sealed class MimeFilters
{
    internal List<string> Input { get; } = [];

    internal List<string> Output { get; } = [];

    internal void Add(ExtensionInfo info)
    {
        Input.AddRange(info.InputFilters ?? []);
        Output.AddRange(info.OutputFilters ?? []);
    }
}
