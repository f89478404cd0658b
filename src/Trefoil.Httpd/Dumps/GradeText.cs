using System.Globalization;
using System.Text;
using Trefoil.Configuration.Grading;

namespace Trefoil.Httpd.Dumps;

/// <summary>The text of --grade: every line that does not act as under Apache, by file, and what that means for the whole.</summary>
internal static class GradeText
{
    internal static string Of(GradeBook book, string configFile)
    {
        var text = new StringBuilder();
        foreach (var file in book.Findings.GroupBy(static finding => finding.Place.File))
        {
            text.Append(file.Key).Append('\n');
            foreach (var finding in file.OrderBy(static finding => finding.Place.Line))
                Line(text, finding);
            text.Append('\n');
        }
        Modules(text, book);
        var (plain, idle, lacking, wrong) = (book.Count(Grade.Supported), book.Count(Grade.WithoutEffect), book.Count(Grade.Unsupported), book.Count(Grade.Refused));
        text.Append(CultureInfo.InvariantCulture,
            $"{Counted(book.Directives, "directive")} in {Counted(book.Files, "file")}: {plain} supported, {idle} without effect, {lacking} unsupported, {wrong} refused\n");
        text.Append(wrong + lacking == 0
            ? $"{configFile} can be served as it is.\n"
            : wrong == 0 ? $"{configFile} asks for things that this server lacks.\n" : $"{configFile} has errors that Apache would name as well.\n");
        return text.ToString();
    }

    /// <summary>0 where nothing is missing and nothing is wrong.</summary>
    internal static int ExitCode(GradeBook book) => book.Count(Grade.Unsupported) + book.Count(Grade.Refused) == 0 ? 0 : 1;

    private static void Line(StringBuilder text, GradeFinding finding)
    {
        var place = finding.Place.Line == 0 ? "" : finding.Place.Line.ToString(CultureInfo.InvariantCulture);
        text.Append(CultureInfo.InvariantCulture, $"{place,6}  {Word(finding.Grade),-14}  ");
        if (finding.Directive.Length > 0)
            text.Append(finding.Directive).Append(": ");
        text.Append(finding.Reason.Replace("\n", " ", StringComparison.Ordinal)).Append('\n');
    }

    /// <summary>What is lacking by module, so that one decision (another proxy, another module) settles many lines.</summary>
    private static void Modules(StringBuilder text, GradeBook book)
    {
        var modules = book.Findings.Where(static finding => finding.Module is not null && finding.Grade == Grade.Unsupported).GroupBy(static finding => finding.Module!)
            .OrderByDescending(static group => group.Count()).ThenBy(static group => group.Key, StringComparer.Ordinal).ToList();
        if (modules.Count == 0)
            return;
        text.Append("Lacking modules:\n");
        foreach (var module in modules)
            text.Append(CultureInfo.InvariantCulture, $"{module.Count(),6}  {module.Key}\n");
        text.Append('\n');
    }

    private static string Word(Grade grade) => grade switch
    {
        Grade.WithoutEffect => "without effect",
        Grade.Unsupported => "unsupported",
        Grade.Refused => "refused",
        _ => "supported",
    };

    private static string Counted(int count, string noun) => string.Create(CultureInfo.InvariantCulture, $"{count} {noun}{(count == 1 ? "" : "s")}");
}
