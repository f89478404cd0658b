namespace Trefoil.Httpd.Tools;

/// <summary>A tool gives up: the text for standard error and the exit code.</summary>
internal sealed class ToolFailure(int exitCode, string message) : Exception(message)
{
    internal int ExitCode => exitCode;

    /// <summary>Runs a tool to its exit code.</summary>
    internal static int Guard(Func<int> tool)
    {
        try
        {
            return tool();
        }
        catch (ToolFailure failure)
        {
            Terminal.Complain(failure.Message + "\n");
            return failure.ExitCode;
        }
    }
}
