using System.Globalization;
using System.Text;

namespace Trefoil.Differential.Tests.Scripts;

/// <summary>Where TREFOIL_ANSWERS names a folder, Apache's answers are kept there, for whoever writes or reads cases.</summary>
internal static class AnswerBook
{
    private static readonly string? Folder = Environment.GetEnvironmentVariable("TREFOIL_ANSWERS");

    public static void Write(CaseGroup group, int row, string mpm, CaseRequest request, RawAnswer answer, RunningServer oracle)
    {
        if (Folder is null)
        {
            return;
        }

        var text = ResponseComparer.NormalForm(answer, request.Bytes, oracle.Port, oracle.RunFolder);
        var log = oracle.AccessLog.Split('\n', StringSplitOptions.RemoveEmptyEntries).LastOrDefault() ?? "";
        var entry = string.Create(CultureInfo.InvariantCulture, $"##### {group.Number}.{row} {group.Title}: {request.Title}\n{text}\n{(group.ComparesLog ? log + "\n" : "")}\n");
        File.AppendAllText(Path.Combine(Folder, $"{group.File}.{mpm}.txt"), entry, Encoding.Latin1);
    }
}
