using System.Diagnostics;
using System.Text;

namespace Trefoil.Testing;

/// <summary>A command that ran to its end: exit code and both outputs.</summary>
public sealed record CommandRun(int ExitCode, string Output, string Error)
{
    public static CommandRun Of(string program, IEnumerable<string> arguments, string? folder = null,
        IReadOnlyDictionary<string, string>? environment = null, TimeSpan? patience = null)
    {
        var start = new ProcessStartInfo(program)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
            StandardOutputEncoding = Encoding.Latin1,
            StandardErrorEncoding = Encoding.Latin1,
            WorkingDirectory = folder ?? "/",
        };
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        foreach (var (name, value) in environment ?? new Dictionary<string, string>())
        {
            start.Environment[name] = value;
        }

        using var process = Process.Start(start) ?? throw new InvalidOperationException("Cannot start " + program);
        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        if (!process.WaitForExit(patience ?? TimeSpan.FromSeconds(30)))
        {
            process.Kill();
            throw new TimeoutException(program + " did not end");
        }

        // A daemon that was left behind may hold the pipes open; what came until now is all that matters.
        var bound = TimeSpan.FromSeconds(3);
        return new CommandRun(process.ExitCode, output.Wait(bound) ? output.Result : "", error.Wait(bound) ? error.Result : "");
    }
}
