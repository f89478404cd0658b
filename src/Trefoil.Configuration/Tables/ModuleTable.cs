using Trefoil.Configuration.Reading;

namespace Trefoil.Configuration.Tables;

/// <summary>Every module of Apache 2.4.71 by identifier and source file.</summary>
internal static class ModuleTable
{
    private static readonly Lazy<(Dictionary<string, ModuleName> ByIdentifier, Dictionary<string, string> IdentifierByPage)> Rows = new(Read);

    internal static ModuleName? Find(string identifier) =>
        Rows.Value.ByIdentifier.TryGetValue(identifier, out var name) ? name : null;

    /// <summary>The identifier for the name of the manual's page ("mod_alias").</summary>
    internal static string? IdentifierOfPage(string page) => Rows.Value.IdentifierByPage.GetValueOrDefault(page);

    private static (Dictionary<string, ModuleName>, Dictionary<string, string>) Read()
    {
        var byIdentifier = new Dictionary<string, ModuleName>();
        var byPage = new Dictionary<string, string>();
        foreach (var row in TableFile.Rows("modules.tsv"))
        {
            byIdentifier[row[1]] = new ModuleName(row[1], row[2]);
            byPage[row[0]] = row[1];
        }
        return (byIdentifier, byPage);
    }
}
