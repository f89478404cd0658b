using System.Buffers;
using Trefoil.Http.Core;
using Trefoil.Http.Messages;
using Trefoil.Http.Output;
using Trefoil.Io.Logs;
using Trefoil.Io.Native;

namespace Trefoil.Modules.Generators.Cgi;

/// <summary>A command of a document (the element exec): its output goes into the document as it comes, its errors into the log.</summary>
internal static class ShellCommand
{
    private const int PieceLength = 8 * 1024;

    /// <summary>False where it could not be started or was silent for too long; the reason is logged.</summary>
    internal static async ValueTask<bool> RunAsync(Request request, string command, OutputFilter next)
    {
        const string module = "cgi";
        if (ScriptProcess.Order(request, ScriptCommand.ForShell(request, command), hasInput: false, out var error) is not { } process)
        {
            Log.Write(request, LogLevel.Error, module, 1217, $"couldn't spawn child process: {command}", -error);
            return false;
        }
        var timeout = (int)Math.Min(request.ForServer<CoreServerSettings>().Timeout / 1000, int.MaxValue);
        var errors = new ErrorOutput(request, module, process.Errors, null);
        var listening = errors.RunAsync();
        var buffer = ArrayPool<byte>.Shared.Rent(PieceLength);
        try
        {
            int got;
            while ((got = await process.Output.ReceiveAsync(buffer, timeout)) > 0 && !request.Connection.Aborted)
                await next.WriteAsync(request, buffer.AsMemory(0, got));
            if (got == -Errno.ETIMEDOUT)
                Log.Write(request, LogLevel.Error, module, 1220, $"Timeout waiting for output from CGI script {request.Filename}", Errno.ETIMEDOUT);
            else if (!errors.IsDone && await process.WaitForEndAsync(timeout))
                errors.ExpectNoMore();
            return got == 0;
        }
        finally
        {
            process.Close();
            await listening;
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }
}
