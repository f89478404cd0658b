namespace Trefoil.Modules.Metadata.Mime;

/// <summary>Everything that Add* directives have said about one extension. Immutable, so that sections can share it.</summary>
internal sealed record ExtensionInfo
{
    internal static readonly ExtensionInfo Empty = new();

    /// <summary>Media type; an empty text is RemoveType's mark, which also hides what TypesConfig says.</summary>
    internal string? Type { get; init; }

    internal string? Encoding { get; init; }

    internal string? Language { get; init; }

    internal string? Charset { get; init; }

    internal string? Handler { get; init; }

    internal string[]? InputFilters { get; init; }

    internal string[]? OutputFilters { get; init; }

    internal ExtensionInfo With(MimeAttribute attribute, string? value) => attribute switch
    {
        MimeAttribute.Type => this with { Type = value },
        MimeAttribute.Encoding => this with { Encoding = value },
        MimeAttribute.Language => this with { Language = value },
        MimeAttribute.Charset => this with { Charset = value },
        MimeAttribute.Handler => this with { Handler = value },
        MimeAttribute.InputFilters => this with { InputFilters = Names(value) },
        _ => this with { OutputFilters = Names(value) },
    };

    /// <summary>What holds where <paramref name="inner"/> stands inside this.</summary>
    internal ExtensionInfo Merge(ExtensionInfo inner) => new()
    {
        Type = inner.Type ?? Type,
        Encoding = inner.Encoding ?? Encoding,
        Language = inner.Language ?? Language,
        Charset = inner.Charset ?? Charset,
        Handler = inner.Handler ?? Handler,
        InputFilters = inner.InputFilters ?? InputFilters,
        OutputFilters = inner.OutputFilters ?? OutputFilters,
    };

    private static string[]? Names(string? list) =>
        list?.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}
