using Trefoil.Configuration.Directives;

namespace Trefoil.Configuration.Tables;

/// <summary>All 742 directives of Apache 2.4.71, for those that this server lacks and for hints about modules that are off.</summary>
internal static class DirectiveTable
{
    private static readonly Lazy<List<KnownDirective>> Rows = new(static () => [.. TableFile.Rows("directives.tsv").Select(Parse)]);

    internal static IReadOnlyList<KnownDirective> All => Rows.Value;

    internal static KnownDirective? Find(string name) =>
        Rows.Value.Find(row => string.Equals(row.Name, name, StringComparison.OrdinalIgnoreCase));

    internal static IEnumerable<KnownDirective> OfModule(string identifier) =>
        Rows.Value.Where(row => Array.Exists(row.Modules, page => ModuleTable.IdentifierOfPage(page) == identifier));

    private static KnownDirective Parse(string[] row) =>
        new(row[0], row[1].Split(','), ParseKind(row[2]), ParsePlaces(row[3]));

    private static ArgumentKind ParseKind(string text) => text switch
    {
        "0" => ArgumentKind.NoArgs,
        "1" => ArgumentKind.Take1,
        "2" => ArgumentKind.Take2,
        "3" => ArgumentKind.Take3,
        "12" => ArgumentKind.Take12,
        "23" => ArgumentKind.Take23,
        "123" => ArgumentKind.Take123,
        "13" => ArgumentKind.Take13,
        "i" => ArgumentKind.Iterate,
        "i2" => ArgumentKind.Iterate2,
        "f" => ArgumentKind.Flag,
        "v" => ArgumentKind.TakeArgv,
        _ => ArgumentKind.RawArgs,
    };

    private static AllowedIn ParsePlaces(string letters)
    {
        var places = AllowedIn.None;
        foreach (var letter in letters)
        {
            places |= letter switch
            {
                'A' => AllowedIn.AccessConf,
                'F' => AllowedIn.OrFileInfo,
                'G' => AllowedIn.GlobalOnly,
                'I' => AllowedIn.OrIndexes,
                'L' => AllowedIn.OrLimit,
                'O' => AllowedIn.OrOptions,
                'P' => AllowedIn.ProxyConf,
                'R' => AllowedIn.RsrcConf,
                'U' => AllowedIn.OrAuthConfig,
                _ => throw new InvalidOperationException(letters),
            };
        }
        return places;
    }
}
