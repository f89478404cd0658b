using System.Globalization;
using Trefoil.Http.Messages;
using Trefoil.Http.Uris;
using Trefoil.Io.Logs;

namespace Trefoil.Modules.Generators.AutoIndex;

/// <summary>The listing between head and foot, as a list, as preformatted text or as a table, in Apache's layout.</summary>
internal sealed class IndexLayout
{
    private const string NoDate = "                   ";

    private readonly IndexPage _page;
    private readonly AutoIndexSettings _settings;
    private readonly IndexQuery _query;
    private readonly IndexOption _options;
    private readonly string _slash;
    private readonly string _dateFormat;
    private int _nameWidth;
    private int _descriptionWidth;
    private int _row;

    internal IndexLayout(IndexPage page, AutoIndexSettings settings, IndexQuery query)
    {
        _page = page;
        _settings = settings;
        _query = query;
        _options = query.Options;
        _slash = Has(IndexOption.Xhtml) ? " /" : "";
        _dateFormat = settings.UsesOldDates == true ? "%d-%b-%Y %H:%M  " : "%Y-%m-%d %H:%M  ";
        _nameWidth = settings.NameWidth?.Width ?? AutoIndexSettings.DefaultWidth;
        _descriptionWidth = settings.DescriptionWidth?.Width ?? AutoIndexSettings.DefaultWidth;
    }

    private bool IsTable => Has(IndexOption.HtmlTable);

    private bool IsFancy => Has(IndexOption.FancyIndexing);

    private bool HasStyle => _settings.StyleSheet is not null;

    private bool NameGrows => _settings.NameWidth?.Grows == true;

    internal async ValueTask WriteAsync(List<IndexEntry> entries)
    {
        FitColumns(entries);
        WriteHeading();
        foreach (var entry in entries)
        {
            if (IsTable)
                WriteTableRow(entry);
            else if (IsFancy)
                WriteTextRow(entry);
            else
                _page.Add("<li><a href=\"").Add(Anchor(entry)).Add("\"> ").Escaped(Title(entry)).Add("</a></li>\n");
            _row++;
            await _page.FlushIfFullAsync();
        }
        WriteEnd();
    }

    private bool Has(IndexOption option) => (_options & option) != 0;

    private void FitColumns(List<IndexEntry> entries)
    {
        if (!IsFancy)
            return;
        foreach (var entry in entries)
        {
            if (NameGrows)
                _nameWidth = Math.Max(_nameWidth, entry.Name.Length);
            if (_settings.DescriptionWidth?.Grows == true && entry.Description is { } description)
                _descriptionWidth = Math.Max(_descriptionWidth, description.Length);
        }
    }

    private void WriteHeading()
    {
        if (IsTable)
            WriteTableHeading();
        else if (IsFancy)
            WriteTextHeading();
        else
            _page.Add("<ul>");
    }

    private void WriteTableHeading()
    {
        _page.Add(HasStyle ? "  <table id=\"indexlist\">\n   <tr class=\"indexhead\">" : "  <table>\n   <tr>");
        if (!Has(IndexOption.SuppressIcon))
        {
            _page.Add(HasStyle ? "<th class=\"indexcolicon\">" : "<th valign=\"top\">");
            if (SpecialIcon("^^BLANKICON^^") is { } icon)
                Image(icon, "[ICO]", "");
            else
                _page.Add("&nbsp;");
            _page.Add("</th>");
        }
        TableHeading("indexcolname", "Name", IndexColumn.Name);
        if (!Has(IndexOption.SuppressLastModified))
            TableHeading("indexcollastmod", "Last modified", IndexColumn.LastModified);
        if (!Has(IndexOption.SuppressSize))
            TableHeading("indexcolsize", "Size", IndexColumn.Size);
        if (!Has(IndexOption.SuppressDescription))
            TableHeading("indexcoldesc", "Description", IndexColumn.Description);
        _page.Add("</tr>\n");
        BreakRow();
    }

    private void TableHeading(string style, string text, IndexColumn column)
    {
        _page.Add(HasStyle ? $"<th class=\"{style}\">" : "<th>");
        ColumnLink(text, column);
        _page.Add("</th>");
    }

    private void BreakRow()
    {
        if (Has(IndexOption.SuppressRules))
            return;
        var columns = 1 + Shown(IndexOption.SuppressIcon) + Shown(IndexOption.SuppressLastModified) + Shown(IndexOption.SuppressSize) + Shown(IndexOption.SuppressDescription);
        _page.Add("   <tr").Add(HasStyle ? " class=\"indexbreakrow\"" : "")
            .Add(string.Create(CultureInfo.InvariantCulture, $"><th colspan=\"{columns}\"><hr{_slash}></th></tr>\n"));
    }

    private int Shown(IndexOption suppression) => Has(suppression) ? 0 : 1;

    private void WriteTextHeading()
    {
        _page.Add("<pre>");
        if (!Has(IndexOption.SuppressIcon))
        {
            if (SpecialIcon("^^BLANKICON^^") is { } icon)
            {
                Image(icon, "Icon ", "");
                _page.Add(" ");
            }
            else
            {
                _page.Add("      ");
            }
        }
        ColumnLink("Name", IndexColumn.Name);
        _page.Blanks(_nameWidth - 4 + 1);
        if (!Has(IndexOption.SuppressLastModified))
        {
            ColumnLink("Last modified", IndexColumn.LastModified);
            _page.Add("      ");
        }
        if (!Has(IndexOption.SuppressSize))
        {
            ColumnLink("Size", IndexColumn.Size);
            _page.Add("  ");
        }
        if (!Has(IndexOption.SuppressDescription))
            ColumnLink("Description", IndexColumn.Description);
        _page.Add(Has(IndexOption.SuppressRules) ? "\n" : $"<hr{_slash}>");
    }

    private void ColumnLink(string text, IndexColumn column)
    {
        if (_query.HasStaticColumns)
        {
            _page.Add(text);
            return;
        }
        var order = _query.Column == column && _query.IsAscending ? 'D' : 'A';
        _page.Add($"<a href=\"?C={(char)column};O={order}").Add(_query.LinkArguments).Add("\">").Add(text).Add("</a>");
    }

    private void WriteTableRow(IndexEntry entry)
    {
        WriteRowStart(entry);
        var anchor = Anchor(entry);
        if (!Has(IndexOption.SuppressIcon))
        {
            _page.Add(HasStyle ? "<td class=\"indexcolicon\">" : "<td valign=\"top\">");
            LinkedIcon(entry, anchor, "&nbsp;");
            _page.Add("</td>");
        }
        _page.Add(HasStyle ? "<td class=\"indexcolname\">" : "<td>");
        NameLink(entry, anchor, padWhenGrown: false);
        _page.Add("</td>");
        if (!Has(IndexOption.SuppressLastModified))
        {
            var hasDate = entry.Modified >= 0;
            _page.Add(HasStyle ? "<td class=\"indexcollastmod\">" : hasDate ? "<td align=\"right\">" : "<td>");
            _page.Add(hasDate ? TimeText.Strftime(_dateFormat, entry.Modified) : "&nbsp;").Add("</td>");
        }
        if (!Has(IndexOption.SuppressSize))
            _page.Add(HasStyle ? "<td class=\"indexcolsize\">" : "<td align=\"right\">").Add(SizeText.Of(entry.Size)).Add("</td>");
        if (!Has(IndexOption.SuppressDescription))
            _page.Add(HasStyle ? "<td class=\"indexcoldesc\">" : "<td>").Add(entry.Description is null ? "&nbsp;" : Cut(entry.Description)).Add("</td>");
        _page.Add("</tr>\n");
    }

    private void WriteRowStart(IndexEntry entry)
    {
        if (!HasStyle)
            _page.Add("<tr>");
        else if (Has(IndexOption.AddAltClass))
            _page.Add($"   <tr class=\"{((_row & 1) != 0 ? "odd" : "even")}-").Add(HtmlEscape.Escape((entry.Alt ?? "").ToLowerInvariant())).Add("\">");
        else
            _page.Add((_row & 1) != 0 ? "   <tr class=\"odd\">" : "   <tr class=\"even\">");
    }

    private void WriteTextRow(IndexEntry entry)
    {
        var anchor = Anchor(entry);
        if (!Has(IndexOption.SuppressIcon))
        {
            LinkedIcon(entry, anchor, "     ");
            _page.Add(" ");
        }
        NameLink(entry, anchor, padWhenGrown: true);
        _page.Add(" ");
        if (!Has(IndexOption.SuppressLastModified))
            _page.Add(entry.Modified >= 0 ? TimeText.Strftime(_dateFormat, entry.Modified) : NoDate);
        if (!Has(IndexOption.SuppressSize))
            _page.Add(SizeText.Of(entry.Size)).Add("  ");
        if (!Has(IndexOption.SuppressDescription) && entry.Description is { } description)
            _page.Add(Cut(description));
        _page.Add("\n");
    }

    private void NameLink(IndexEntry entry, string anchor, bool padWhenGrown)
    {
        var name = Title(entry);
        _page.Add("<a href=\"").Add(anchor).Add("\">");
        if (name.Length > _nameWidth)
        {
            _page.Escaped(name[..(_nameWidth - 3)] + "..>").Add("</a>");
            return;
        }
        _page.Escaped(name).Add("</a>");
        if (padWhenGrown || !NameGrows)
            _page.Blanks(_nameWidth - name.Length);
    }

    private void LinkedIcon(IndexEntry entry, string anchor, string none)
    {
        if (Has(IndexOption.IconsAreLinks))
            _page.Add("<a href=\"").Add(anchor).Add("\">");
        if ((entry.Icon ?? _settings.DefaultIcon) is { } icon)
            Image(icon, "[" + (entry.Alt ?? "   ") + "]", _slash);
        else
            _page.Add(none);
        if (Has(IndexOption.IconsAreLinks))
            _page.Add("</a>");
    }

    private void Image(string icon, string alt, string slash)
    {
        _page.Add("<img src=\"").Escaped(icon).Add("\" alt=\"").Add(alt).Add("\"");
        if (_settings.IconWidth is > 0 and var width)
            _page.Add(string.Create(CultureInfo.InvariantCulture, $" width=\"{width}\""));
        if (_settings.IconHeight is > 0 and var height)
            _page.Add(string.Create(CultureInfo.InvariantCulture, $" height=\"{height}\""));
        _page.Add(slash.Length == 0 && Has(IndexOption.Xhtml) ? " />" : slash + ">");
    }

    private void WriteEnd()
    {
        if (IsTable)
        {
            BreakRow();
            _page.Add("</table>\n");
        }
        else if (IsFancy)
        {
            _page.Add(Has(IndexOption.SuppressRules) ? "</pre>\n" : $"<hr{_slash}></pre>\n");
        }
        else
        {
            _page.Add("</ul>\n");
        }
    }

    /// <summary>The description as far as the column has room; tags take none and an entity is one character. Columns left out give theirs.</summary>
    private string Cut(string description)
    {
        if (_settings.DescriptionWidth?.Grows == true)
            return description;
        var room = _descriptionWidth;
        if (_settings.DescriptionWidth is null)
            room += (Has(IndexOption.SuppressIcon) ? 6 : 0) + (Has(IndexOption.SuppressLastModified) ? 19 : 0) + (Has(IndexOption.SuppressSize) ? 7 : 0);
        var at = 0;
        while (at < description.Length && (room > 0 || description[at] == '<'))
        {
            var close = description[at] switch { '<' => '>', '&' => ';', _ => '\0' };
            if (description[at] != '<')
                room--;
            if (close != '\0')
            {
                var end = description.IndexOf(close, at);
                if (end < 0)
                    return description;
                at = end;
            }
            at++;
        }
        return at < description.Length && at > 0 ? description[..(at - 1)] + ">" : description;
    }

    private string? SpecialIcon(string name) => IndexRule.Find(_settings.Icons, name, null, null, pathOnly: true);

    private static string Title(IndexEntry entry) => entry.IsParent ? "Parent Directory" : entry.Name;

    private static string Anchor(IndexEntry entry) => HtmlEscape.Escape(UriEscaping.EscapePath(entry.Name, partial: entry.IsParent));
}
