namespace Trefoil.Modules.Filters;

/// <summary>The arguments of DeflateAlterETag and BrotliAlterETag.</summary>
internal static class EtagChanges
{
    internal static EtagChange? Find(string argument) => argument.ToLowerInvariant() switch
    {
        "addsuffix" => EtagChange.AddSuffix,
        "nochange" => EtagChange.Keep,
        "remove" => EtagChange.Remove,
        _ => null,
    };
}
