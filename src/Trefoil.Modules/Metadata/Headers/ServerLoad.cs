using System.Text;
using Trefoil.Http.Messages;
using Trefoil.Io.Files;

namespace Trefoil.Modules.Metadata.Headers;

/// <summary>How busy machine and server are, for %l, %i and %b.</summary>
internal static class ServerLoad
{
    /// <summary>The three load averages with slashes between.</summary>
    internal static string Averages()
    {
        var data = FileSystem.ReadAll("/proc/loadavg", out _, 256);
        if (data is null)
            return "0.00/0.00/0.00";
        var words = Encoding.Latin1.GetString(data).Split(' ');
        return words.Length < 3 ? "0.00/0.00/0.00" : $"{words[0]}/{words[1]}/{words[2]}";
    }
}
