using Trefoil.Configuration.Reading;
using Trefoil.Io.Logs;
using Trefoil.Io.Native;

namespace Trefoil.Httpd.Parent;

/// <summary>Opens the logs that modules ask for while a configuration is read.</summary>
internal sealed class TransferLogs(LogOpener opener) : ILogOpener
{
    public int Open(string destination, out string? error)
    {
        var descriptor = opener.Open(destination);
        error = descriptor >= 0 ? null : PipedLog.IsPiped(destination)
            ? $"({-descriptor}){Errno.Text(-descriptor)}: AH00104: unable to start piped log program '{destination.TrimStart('|', '$')}'\nAH00015: Unable to open logs"
            : $"({-descriptor}){Errno.Text(-descriptor)}: AH00649: could not open transfer log file {destination}.\nAH00015: Unable to open logs";
        return Math.Max(descriptor, -1);
    }
}
