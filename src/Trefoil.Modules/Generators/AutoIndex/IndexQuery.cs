using Trefoil.Http.Messages;
using Trefoil.Http.Uris;

namespace Trefoil.Modules.Generators.AutoIndex;

/// <summary>How this listing is sorted and shown, by settings and the client's query (C=column;O=order;F=format;V=version sort;P=pattern).</summary>
internal sealed class IndexQuery
{
    internal IndexOption Options { get; private set; }

    internal IndexColumn Column { get; private set; }

    internal bool IsAscending { get; private set; }

    internal string? Pattern { get; private set; }

    /// <summary>What column links carry on of the query.</summary>
    internal string LinkArguments { get; private set; } = "";

    internal bool HasStaticColumns => (Options & (IndexOption.SuppressColumnSorting | IndexOption.IgnoreClient)) != 0;

    internal static IndexQuery Read(AutoIndexSettings settings, string? query)
    {
        var result = new IndexQuery
        {
            Options = settings.InEffect,
            Column = settings.SortColumn == IndexColumn.Unset ? IndexColumn.Name : settings.SortColumn,
            IsAscending = settings.SortsAscending ?? true,
        };
        if ((result.Options & IndexOption.IgnoreClient) == 0 && query is not null)
            result.ReadClient(query);
        return result;
    }

    private void ReadClient(string query)
    {
        string format = "", version = "", pattern = "";
        foreach (var part in query.Split('&', ';'))
        {
            if (part.Length < 2 || part[1] != '=')
                break;
            var value = part[2..];
            // What is not understood ends the reading: the rest may be meant for somebody else.
            switch (part[0])
            {
                case 'C' when value is "N" or "M" or "S" or "D":
                    Column = (IndexColumn)value[0];
                    continue;
                case 'O' when value is "A" or "D":
                    IsAscending = value == "A";
                    continue;
                case 'F' when value is "0" or "1" or "2":
                    SetFormat(value[0]);
                    format = ";F=" + value;
                    continue;
                case 'V' when value is "0" or "1":
                    Options = value == "1" ? Options | IndexOption.VersionSort : Options & ~IndexOption.VersionSort;
                    version = ";V=" + value;
                    continue;
                case 'P':
                    if (value.Length > 0 && UriEscaping.Unescape(value, out var unescaped) == UnescapeOutcome.Ok)
                    {
                        Pattern = unescaped;
                        pattern = ";P=" + HtmlEscape.Escape(UriEscaping.EscapeUri(unescaped));
                    }
                    continue;
            }
            break;
        }
        LinkArguments = format + version + pattern;
    }

    private void SetFormat(char format)
    {
        Options &= ~(IndexOption.FancyIndexing | IndexOption.HtmlTable);
        if (format != '0')
            Options |= IndexOption.FancyIndexing;
        if (format == '2')
            Options |= IndexOption.HtmlTable;
    }
}
