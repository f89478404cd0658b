using System.Text;
using Trefoil.Io.Files;
using Trefoil.Io.Logs;

namespace Trefoil.Mpm.Spawner;

/// <summary>suexec's log: "[2026-11-25 17:50:05]: text" in local time.</summary>
internal sealed class SuexecLog(int descriptor)
{
    internal void Write(string text)
    {
        if (descriptor < 0)
            return;
        var line = new StringBuilder("[").Append(TimeText.Strftime("%Y-%m-%d %H:%M:%S", TimeText.NowMicroseconds)).Append("]: ");
        foreach (var c in text)
            line.Append(c < ' ' ? '?' : c);
        FileSystem.WriteAll(descriptor, Encoding.Latin1.GetBytes(line.Append('\n').ToString()));
    }
}
