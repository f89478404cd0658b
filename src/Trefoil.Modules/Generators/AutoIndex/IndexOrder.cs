namespace Trefoil.Modules.Generators.AutoIndex;

/// <summary>The order of a listing: the parent first, folders where wished, then the column, then the name.</summary>
internal sealed class IndexOrder(IndexQuery query) : IComparer<IndexEntry>
{
    public int Compare(IndexEntry? x, IndexEntry? y)
    {
        if (x!.IsParent != y!.IsParent)
            return x.IsParent ? -1 : 1;
        if (x.IsFolder != y.IsFolder)
            return x.IsFolder ? -1 : 1;
        var (first, second) = query.IsAscending ? (x, y) : (y, x);
        var result = query.Column switch
        {
            IndexColumn.LastModified => first.Modified.CompareTo(second.Modified),
            IndexColumn.Size => first.Size.CompareTo(second.Size),
            IndexColumn.Description => string.CompareOrdinal(first.Description ?? "", second.Description ?? ""),
            _ => 0,
        };
        return result != 0 ? result : CompareNames(first.Name, second.Name);
    }

    private int CompareNames(string a, string b)
    {
        var result = 0;
        var ignoresCase = (query.Options & IndexOption.IgnoreCase) != 0;
        if ((query.Options & IndexOption.VersionSort) != 0)
        {
            if (ignoresCase)
                result = NaturalOrder.Compare(a, b, ignoreCase: true);
            return result != 0 ? result : NaturalOrder.Compare(a, b, ignoreCase: false);
        }
        if (ignoresCase)
            result = string.Compare(a, b, StringComparison.OrdinalIgnoreCase);
        // Names that differ in case alone keep one order.
        return result != 0 ? result : string.CompareOrdinal(a, b);
    }
}
