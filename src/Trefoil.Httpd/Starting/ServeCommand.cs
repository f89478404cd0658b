using System.Text;
using Trefoil.Httpd.CommandLine;
using Trefoil.Httpd.Composition;
using Trefoil.Httpd.Parent;
using Trefoil.Io.Files;
using Trefoil.Mpm.Parent;

namespace Trefoil.Httpd.Starting;

/// <summary>-k and the calls without it: start the server, here or in the background, or tell a running one what to do.</summary>
internal sealed class ServeCommand(Options options, ProgramArguments arguments, ServerReader reader, StartupReport report)
{
    private bool IsDebug => options.Has("DEBUG") || options.Has("ONE_PROCESS");

    private bool StaysInFront => IsDebug || options.Has("FOREGROUND") || options.Has("NO_DETACH");

    internal int Run()
    {
        // In the background process the verb has done its work: a server is to be started.
        var status = Starter.Detach();
        if (status < 0 && options.Verb != Verb.Start && Tell() is { } code)
            return code;
        return status >= 0 || StaysInFront ? Serve(status) : Starter.Run(arguments);
    }

    /// <summary>Signals the running server; null where none runs and the verb starts one.</summary>
    private int? Tell()
    {
        var result = reader.Read(isTest: true, null, report.Write);
        if (result.Configuration is not { } configuration)
        {
            report.WriteText(result.ErrorText + "\n");
            return 1;
        }
        if (RunningServer.Find(configuration) is not { } running)
            return 1;
        if (running.IsRunning)
            return running.Tell(options.Verb);
        if (options.Verb is Verb.Stop or Verb.GracefulStop)
        {
            Terminal.Print(running.NotRunning);
            return 0;
        }
        Terminal.Print("httpd not running, trying to start\n");
        return null;
    }

    private int Serve(int status)
    {
        var streams = IsDebug || options.Has("FOREGROUND") ? StandardStreams.Kept : StandardStreams.Closed;
        var program = new ServerProgram(reader, report, streams, CommandLineText.Of(arguments));
        if (program.Load() is not { } loaded)
            return 1;
        if (RunningServer.Find(loaded.Configuration) is not { } running)
            return 1;
        var supervisor = new SupervisorOptions
        {
            StatusDescriptor = status,
            OneProcess = IsDebug,
            HasTerminal = InputTerminal.IsThere,
            Successor = IsDebug || Environment.ProcessPath is null ? null : new SuccessorCommand(Latin1(Environment.ProcessPath), arguments.All, Starter.Variable),
        };
        if (running.IsRunning && running.Pid != supervisor.Predecessor)
        {
            Terminal.Print($"httpd (pid {running.Pid}) already running\n");
            if (status >= 0)
                FileSystem.WriteAll(status, "running\n"u8);
            return 0;
        }
        if (!options.SkipsDocumentRootCheck)
            DocumentRootCheck.Run(loaded.Configuration, report.Write);
        return new Supervisor(program, supervisor).Run(loaded);
    }

    /// <summary>The runtime decodes paths as UTF-8; system calls take byte strings.</summary>
    private static string Latin1(string path) => Encoding.Latin1.GetString(Encoding.UTF8.GetBytes(path));
}
