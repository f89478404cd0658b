using System.Text;
using Trefoil.Http.Messages;
using Trefoil.Http.Uris;

namespace Trefoil.Modules.Mappers.ImageMap;

/// <summary>The page for those who clicked at no point: every target as a link.</summary>
internal sealed class MapMenu(Request request, ImageMapSettings settings, string style)
{
    private readonly StringBuilder _page = new(1024);
    private readonly bool _isFormatted = !style.StartsWith('s') && !style.StartsWith('u');
    private readonly bool _isUnformatted = style.StartsWith('u');

    internal string Make(string text)
    {
        var uri = HtmlEscape.Escape(request.Uri);
        _page.Append("<!DOCTYPE HTML PUBLIC \"-//W3C//DTD HTML 4.01//EN\" \"http://www.w3.org/TR/html4/strict.dtd\">\n<html><head>\n<title>Menu for ")
            .Append(uri).Append("</title>\n</head><body>\n");
        if (_isFormatted)
            _page.Append("<h1>Menu for ").Append(uri).Append("</h1>\n<hr />\n\n");
        if (!AddLines(text))
            _page.Append("\n\n[an error in the map ends the menu here]\n");
        return _page.Append("\n\n</body>\n</html>\n").ToString();
    }

    private bool AddLines(string text)
    {
        var baseUrl = MapTarget.Resolve(request, null, settings.Base ?? CanonicalName.ConstructUrl(request, "/"));
        var lines = text.Split('\n');
        // What stands behind the last line end is no line.
        var count = lines[^1].Length == 0 ? lines.Length - 1 : lines.Length;
        for (var i = 0; i < count; i++)
        {
            var written = lines[i].TrimEnd('\r');
            if (written.Length == 0)
                _page.Append(_isFormatted || _isUnformatted ? "\n" : "<br />\n");
            else if (written[0] == '#')
                _page.Append(_isFormatted ? "" : written[1..]).Append('\n');
            else if (!AddArea(written, i + 1, ref baseUrl))
                return false;
        }
        return true;
    }

    private bool AddArea(string written, int number, ref string? baseUrl)
    {
        if (MapLine.Read(written) is not { } line)
        {
            ImageMapModule.ReportLine(request, number);
            return false;
        }
        if (line.Kind == "base")
            return (baseUrl = MapTarget.Resolve(request, null, line.Target)) is not null;
        var isDefault = line.Kind == "default";
        if (MapTarget.Resolve(request, isDefault ? null : baseUrl, line.Target) is not { } target)
            return false;
        if (target is not ("error" or "nocontent"))
            AddLink(isDefault ? "(Default) " : "          ", target, isDefault ? target : line.Text ?? line.Target);
        return true;
    }

    private void AddLink(string lead, string target, string text)
    {
        var link = $"<a href=\"{HtmlEscape.Escape(UriEscaping.EscapeUri(target))}\">{HtmlEscape.Escape(text)}</a>";
        if (_isUnformatted)
            _page.Append(link);
        else
            _page.Append("<pre>").Append(lead).Append(link).Append("</pre>\n");
    }
}
