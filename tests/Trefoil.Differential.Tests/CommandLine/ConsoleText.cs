using System.Text.RegularExpressions;

namespace Trefoil.Differential.Tests.CommandLine;

/// <summary>Console output with what is the program's own taken out: names, folders, help texts.</summary>
internal static partial class ConsoleText
{
    public static string Normal(string text, string folder) => Help().Replace(
        ProgramName().Replace(Stamp().Replace(MissingModule().Replace(text, "").Replace(folder, "@RUN@", StringComparison.Ordinal), "(stamp) "), "PROGRAM: "),
        "$1, (help)").Trim();

    // That a module is not part of the server is said in its own way; what follows in the configuration is what a row is about.
    [GeneratedRegex("^[^\n]*module \\w+ is not part of this server[^\n]*\n", RegexOptions.Multiline)]
    private static partial Regex MissingModule();

    // The text after the comma describes the directive in each program's own words.
    [GeneratedRegex("((?:takes|requires|must be) [^,\n]*?(?:arguments?|On or Off)), [^\n]*")]
    private static partial Regex Help();

    [GeneratedRegex("\\b(?:apache2|httpd): ")]
    private static partial Regex ProgramName();

    [GeneratedRegex("\\[\\w{3} \\w{3} [^\\]]*\\] (?=\\[)|\\[pid \\d+(?::tid \\d+)?\\] |file\\.c\\(\\d+\\): ")]
    private static partial Regex Stamp();
}
