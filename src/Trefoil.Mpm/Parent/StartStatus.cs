using System.Text;
using Trefoil.Io.Files;

namespace Trefoil.Mpm.Parent;

/// <summary>Tells whoever started us, once, whether we listen.</summary>
internal sealed class StartStatus(int descriptor)
{
    private int _descriptor = descriptor;

    /// <summary>True while somebody may still wait for it; also where nobody ever did and nothing was reported yet.</summary>
    internal bool IsAwaited { get; private set; } = true;

    internal void Listening() => Report("listening\n");

    internal void Failed(string reason) => Report(reason + "\n");

    private void Report(string text)
    {
        IsAwaited = false;
        if (_descriptor < 0)
            return;
        FileSystem.WriteAll(_descriptor, Encoding.Latin1.GetBytes(text));
        FileSystem.Close(_descriptor);
        _descriptor = -1;
    }
}
