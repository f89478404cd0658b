using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Trefoil.Testing;

/// <summary>A server in the foreground with a private folder and port; disposing stops it, by force if need be.</summary>
public sealed class RunningServer : IDisposable
{
    private readonly Process process;
    private readonly StringBuilder consoleText;

    private RunningServer(Process process, StringBuilder consoleText, int port, string runFolder)
    {
        this.process = process;
        this.consoleText = consoleText;
        Port = port;
        RunFolder = runFolder;
    }

    public int Port { get; }

    public string RunFolder { get; }

    public int ProcessId => process.Id;

    public string ConfigFile => RunFolder + "/httpd.conf";

    public string PidFile => RunFolder + "/httpd.pid";

    public string ErrorLog => ReadShared(RunFolder + "/error_log");

    public string AccessLog => ReadShared(RunFolder + "/access_log");

    public string ConsoleText
    {
        get
        {
            lock (consoleText)
            {
                return consoleText.ToString();
            }
        }
    }

    public bool HasExited => process.HasExited;

    public int ExitCode => process.ExitCode;

    /// <summary>The children that serve; a starter process between (a shell or a runtime host) is looked through.</summary>
    public IReadOnlyList<int> Children => ProcessTable.ChildrenOf(ProcessId);

    public static RunningServer Start(ServerProgram program, ConfigTemplate config, string runFolder, string rootFolder,
        params string[] moreArguments)
    {
        // The port is free when chosen, but somebody else may be faster: then another one is tried.
        for (var attempt = 1; ; attempt++)
        {
            var port = FreePort();
            File.WriteAllBytes(runFolder + "/httpd.conf", Encoding.Latin1.GetBytes(config.Fill(port, runFolder, rootFolder)));
            var server = Launch(program, port, runFolder,
                [.. moreArguments.Contains("-X") ? (string[])[] : ["-DFOREGROUND"], "-d", runFolder, "-f", runFolder + "/httpd.conf", .. moreArguments]);
            if (server.BecomesReady())
            {
                return server;
            }

            Wait.Until(() => server.ConsoleText.Trim().Length > 0 || server.ErrorLog.Length > 0, TimeSpan.FromSeconds(1));
            var report = $"{program.Name} did not start: exit {(server.HasExited ? server.ExitCode : "none")}\n{server.ConsoleText}\n{server.ErrorLog}";
            server.Dispose();
            if (attempt == 3 || !report.Contains("Address already in use", StringComparison.Ordinal))
            {
                throw new InvalidOperationException(report);
            }
        }
    }

    /// <summary>Starts a configuration that lies in files of its own, such as a distribution's.</summary>
    public static RunningServer StartInstalled(ServerProgram program, int port, string runFolder, string[] arguments,
        IReadOnlyDictionary<string, string>? environment = null)
    {
        var server = Launch(program, port, runFolder, arguments, environment);
        if (server.BecomesReady())
        {
            return server;
        }

        var report = $"{program.Name} did not start: exit {(server.HasExited ? server.ExitCode : "none")}\n{server.ConsoleText}\n{server.ErrorLog}";
        server.Dispose();
        throw new InvalidOperationException(report);
    }

    public static int FreePort()
    {
        using var listener = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return ((IPEndPoint)listener.LocalEndPoint!).Port;
    }

    public void Signal(int signal) => Signals.Send(ProcessId, signal);

    public bool WaitForExit(TimeSpan? patience = null) => process.WaitForExit(patience ?? Wait.Patience);

    public void Dispose()
    {
        if (!process.HasExited)
        {
            var children = Children;
            Signals.Send(ProcessId, Signals.Terminate);
            if (!process.WaitForExit(TimeSpan.FromSeconds(12)))
            {
                foreach (var child in children.Concat(Children).Distinct())
                {
                    Signals.Send(child, Signals.Kill);
                }

                Signals.Send(ProcessId, Signals.Kill);
                process.WaitForExit(TimeSpan.FromSeconds(5));
            }
        }

        process.Dispose();
    }

    private static RunningServer Launch(ServerProgram program, int port, string runFolder, string[] arguments,
        IReadOnlyDictionary<string, string>? environment = null)
    {
        // In a session of its own: a prefork parent of Apache signals its whole process group, which would include the tests.
        var start = new ProcessStartInfo("/usr/bin/setsid")
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = runFolder,
        };
        start.Environment["LC_ALL"] = "C";
        start.Environment["TZ"] = "UTC";
        var path = program.Path ?? throw new InvalidOperationException(program.Name + " is missing");
        foreach (var (name, value) in environment ?? new Dictionary<string, string>())
        {
            start.Environment[name] = value;
        }

        foreach (var argument in (string[])[path, .. arguments])
        {
            start.ArgumentList.Add(argument);
        }

        var text = new StringBuilder();
        var process = new Process { StartInfo = start };
        void Keep(object sender, DataReceivedEventArgs line)
        {
            lock (text)
            {
                text.AppendLine(line.Data);
            }
        }

        process.OutputDataReceived += Keep;
        process.ErrorDataReceived += Keep;
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return new RunningServer(process, text, port, runFolder);
    }

    private bool BecomesReady()
    {
        var ready = false;
        Wait.Until(() => process.HasExited || (ready = File.Exists(PidFile) && Accepts(Port)), TimeSpan.FromSeconds(20));
        return ready && !process.HasExited;
    }

    public static bool Accepts(int port)
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            // A full backlog drops the packets of a new client, who would wait for minutes: that is a listener all the same.
            _ = socket.ConnectAsync(IPAddress.Loopback, port).Wait(TimeSpan.FromSeconds(2));
            return true;
        }
        catch (AggregateException)
        {
            return false;
        }
    }

    private static string ReadShared(string path)
    {
        if (!File.Exists(path))
        {
            return "";
        }

        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        using var reader = new StreamReader(stream, Encoding.Latin1);
        return reader.ReadToEnd();
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"pid {ProcessId} port {Port}");
}
