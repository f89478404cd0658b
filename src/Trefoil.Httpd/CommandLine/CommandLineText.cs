using System.Text;

namespace Trefoil.Httpd.CommandLine;

/// <summary>The command line as a log line shows it (AH00094): quoted, and without -k, which is spent when the server runs.</summary>
internal static class CommandLineText
{
    internal static string Of(ProgramArguments arguments)
    {
        var text = new StringBuilder(arguments.Name);
        for (var i = 0; i < arguments.Words.Count; i++)
        {
            if (arguments.Words[i] == "-k")
            {
                i++;
                continue;
            }
            if (!arguments.Words[i].StartsWith("-k", StringComparison.Ordinal))
                text.Append(' ').Append(arguments.Words[i]);
        }
        return text.ToString();
    }
}
