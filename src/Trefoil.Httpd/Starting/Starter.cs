using System.Globalization;
using System.Text;
using Trefoil.Httpd.CommandLine;
using Trefoil.Io.Files;
using Trefoil.Io.Native;
using Trefoil.Io.Processes;

namespace Trefoil.Httpd.Starting;

/// <summary>Starts the server in the background and waits for its verdict, so that success means: it listens.</summary>
internal static class Starter
{
    /// <summary>Tells the background process the descriptor that the verdict goes to.</summary>
    internal const string Variable = "TREFOIL_STATUS";

    /// <summary>Starts and waits; gives the exit code.</summary>
    internal static int Run(ProgramArguments arguments)
    {
        var error = Pipe.Create(out var readEnd, out var writeEnd);
        // Sockets of a service manager stand from descriptor 3 on and are meant for the server.
        var sockets = ActivationSockets();
        var status = 3 + sockets;
        var process = error < 0 ? null : ChildProcess.Start(
            new SpawnRequest
            {
                Path = "/proc/self/exe",
                Arguments = arguments.All,
                Environment =
                [
                    .. ProcessEnvironment.Current.Where(static row => !row.StartsWith("LISTEN_PID=", StringComparison.Ordinal)),
                    string.Create(CultureInfo.InvariantCulture, $"{Variable}={status}"),
                ],
                Descriptors = [.. Enumerable.Range(3, sockets).Select(static socket => new InheritedDescriptor(socket, socket)), new InheritedDescriptor(writeEnd, status)],
            },
            out error);
        if (process is null)
        {
            Terminal.Complain($"({-error}){Errno.Text(-error)}: {arguments.Name}: cannot start the server process\n");
            return 1;
        }
        FileSystem.Close(writeEnd);
        var verdict = FileSystem.ReadAll(readEnd, out _) is { } bytes ? Encoding.Latin1.GetString(bytes) : "";
        if (verdict is "listening\n" or "running\n")
            return 0;
        Terminal.Complain(verdict);
        // Without a verdict it has ended, and has said why.
        return process.TryReap(out var ended, wait: true) && ended.Code != 0 ? ended.Code : 1;
    }

    /// <summary>In the background process: leaves the terminal's session and gives the descriptor for the verdict; -1 where nobody waits.</summary>
    internal static int Detach()
    {
        if (!int.TryParse(Environment.GetEnvironmentVariable(Variable), NumberStyles.None, CultureInfo.InvariantCulture, out var status))
            return -1;
        Environment.SetEnvironmentVariable(Variable, null);
        InheritedDescriptor.SetCloseOnExec(status);
        CurrentProcess.NewSession();
        return status;
    }

    private static int ActivationSockets() =>
        Environment.GetEnvironmentVariable("LISTEN_PID") == Environment.ProcessId.ToString(CultureInfo.InvariantCulture)
        && int.TryParse(Environment.GetEnvironmentVariable("LISTEN_FDS"), NumberStyles.None, CultureInfo.InvariantCulture, out var count)
            ? Math.Min(count, 1024)
            : 0;
}
