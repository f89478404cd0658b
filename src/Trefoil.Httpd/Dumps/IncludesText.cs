using System.Text;
using Trefoil.Configuration;

namespace Trefoil.Httpd.Dumps;

/// <summary>The text of -t -D DUMP_INCLUDES.</summary>
internal static class IncludesText
{
    internal static string Of(HttpdConfiguration configuration)
    {
        var text = new StringBuilder("Included configuration files:\n");
        foreach (var file in configuration.Facts.Included)
        {
            text.Append(' ', 2 + file.Depth * 2).Append('(');
            _ = file.Depth == 0 ? text.Append('*') : text.Append(file.IncludedBy.Line);
            text.Append(") ").Append(file.Path).Append('\n');
        }
        return text.ToString();
    }
}
