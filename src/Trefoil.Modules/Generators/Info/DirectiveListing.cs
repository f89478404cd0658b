using System.Globalization;
using System.Text;
using Trefoil.Configuration.Directives;
using Trefoil.Http.Messages;

namespace Trefoil.Modules.Generators.Info;

/// <summary>The directives of the configuration with their lines: all of them, or those of one module inside the sections that they stand in.</summary>
internal sealed class DirectiveListing
{
    private readonly StringBuilder _text;
    private readonly HashSet<string>? _names;
    private string _file = "";

    internal DirectiveListing(StringBuilder text, Module? module)
    {
        _text = text;
        _names = module is null ? null : new HashSet<string>(module.Directives.Select(static directive => directive.Name), StringComparer.OrdinalIgnoreCase);
    }

    internal void Append(IReadOnlyList<Directive> directives, int depth = 0)
    {
        foreach (var directive in directives)
        {
            if (directive.Children is { } children)
            {
                if (_names is not null && !HasWanted(children))
                    continue;
                Begin(directive, depth);
                _text.Append(HtmlEscape.Escape($"{directive.Name} {directive.Arguments}")).Append("</tt></dd>\n");
                Append(children, depth + 1);
                _text.Append("<dd><tt>&nbsp;&nbsp;&nbsp;&nbsp;:&nbsp;");
                Indent(depth);
                _text.Append(HtmlEscape.Escape($"</{directive.Name[1..]}>")).Append("</tt></dd>");
            }
            else if (_names is null || _names.Contains(directive.Name))
            {
                Begin(directive, depth);
                _text.Append(HtmlEscape.Escape(directive.Name)).Append(" <i>").Append(HtmlEscape.Escape(directive.Arguments)).Append("</i></tt></dd>\n");
            }
        }
    }

    private bool HasWanted(List<Directive> directives) =>
        directives.Exists(directive => directive.Children is { } children ? HasWanted(children) : _names!.Contains(directive.Name));

    private void Begin(Directive directive, int depth)
    {
        if (directive.Location.File != _file)
        {
            _file = directive.Location.File;
            _text.Append("<dd><tt><strong>In file: ").Append(HtmlEscape.Escape(_file)).Append("</strong></tt></dd>\n");
        }
        var line = directive.Location.Line.ToString(CultureInfo.InvariantCulture);
        _text.Append("<dd><tt>");
        for (var i = line.Length; i < 4; i++)
            _text.Append("&nbsp;");
        _text.Append(line).Append(":&nbsp;");
        Indent(depth);
    }

    private void Indent(int depth)
    {
        for (var i = 0; i < depth; i++)
            _text.Append("&nbsp;&nbsp;");
    }
}
