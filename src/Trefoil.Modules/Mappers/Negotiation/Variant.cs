using Trefoil.Http.Messages;
using Trefoil.Io.Files;

namespace Trefoil.Modules.Mappers.Negotiation;

/// <summary>One representation of a negotiable resource, and how well it suits the client.</summary>
internal sealed class Variant
{
    internal const string IncludesType = "text/x-server-parsed-html";
    internal const string Includes3Type = "text/x-server-parsed-html3";

    private long _length = -1;

    /// <summary>What was found for it; null for a variant of a type map until it is chosen.</summary>
    internal Request? Found { get; init; }

    internal string FileName { get; set; } = "";

    internal string Type { get; set; } = "";

    internal string? Charset { get; set; }

    internal string? Encoding { get; set; }

    internal List<string>? Languages { get; set; }

    internal string? Description { get; set; }

    /// <summary>Where the variant's content begins in the type map; -1 where it is a resource of its own.</summary>
    internal int BodyOffset { get; set; } = -1;

    internal float SourceQuality { get; set; } = 1;

    internal float Level { get; set; }

    internal bool IsHtml => Type is "text/html" or IncludesType or Includes3Type;

    internal bool HasLanguage => Languages is { Count: > 0 };

    // The client's view; the defaults stand where it says nothing.
    internal float TypeQuality { get; set; } = 1;

    /// <summary>0 no match, 1 any type, 2 any subtype, 3 exact.</summary>
    internal int TypeMatch { get; set; }

    internal float LevelMatched { get; set; }

    internal float LanguageQuality { get; set; } = 1;

    /// <summary>Place in LanguagePriority, or -1.</summary>
    internal int LanguageIndex { get; set; } = -1;

    internal float CharsetQuality { get; set; } = 1;

    internal float EncodingQuality { get; set; } = 1;

    /// <summary>False where a wildcard or a missing field made it fit (RFC 2296).</summary>
    internal bool IsDefinite { get; set; } = true;

    internal void SetType(AcceptItem type)
    {
        Type = type.Name;
        SourceQuality = type.Quality;
        Level = type.Level;
        Charset = type.Charset;
    }

    internal void SetLength(long length) => _length = length;

    /// <summary>Length of the content, -1 if unknown.</summary>
    internal long Length(string directory)
    {
        if (_length < 0 && FileSystem.Stat(directory + FileName, out var status) == 0)
            _length = status.Size;
        return _length;
    }
}
