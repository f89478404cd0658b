using Trefoil.Http.Messages;
using Trefoil.Http.Output;
using Trefoil.Http.Phases;
using Trefoil.Io.Files;
using Trefoil.Io.Processes;
using Trefoil.Io.Reactors;

namespace Trefoil.Modules.Filters.Include;

/// <summary>The element exec: a shell command, or a CGI script by its URL.</summary>
internal static class DocumentExecution
{
    /// <summary>As in Apache the element exists where a CGI module is loaded.</summary>
    internal static bool IsAvailable(Request request) =>
        request.Runtime.Configuration.HasModule("mod_cgi.c") || request.Runtime.Configuration.HasModule("mod_cgid.c");

    internal static async ValueTask<bool> RunScriptAsync(DocumentState state, string url, OutputFilter next)
    {
        var found = await Subrequests.LookupUriAsync(state.Request, url, next);
        if (found.Status != 200 || !string.IsNullOrEmpty(found.PathInfo) || found.FileStatus.Kind != FileKind.Regular)
        {
            state.Fail(1362, $"invalid CGI ref \"{url}\" in {state.Request.Filename}");
            return false;
        }
        found.PathInfo = state.Request.PathInfo;
        found.QueryString = state.Request.QueryString;
        found.Handler = "cgi-script";
        return await Subrequests.RunAsync(found) == 0;
    }

    internal static async ValueTask<bool> RunCommandAsync(DocumentState state, string command, OutputFilter next)
    {
        if (Start(state, command) is not var (process, output))
            return false;
        var buffer = new byte[8192];
        while (true)
        {
            int got;
            using (Blocking.Enter())
                got = FileSystem.Read(output, buffer);
            if (got <= 0)
                break;
            await next.WriteAsync(state.Request, buffer.AsMemory(0, got));
        }
        FileSystem.Close(output);
        using (Blocking.Enter())
            process.TryReap(out _, wait: true);
        return true;
    }

    private static (ChildProcess Process, int Output)? Start(DocumentState state, string command)
    {
        var error = Pipe.Create(out var readEnd, out var writeEnd);
        if (error < 0)
            return Failed(state, command, error);
        var nothing = FileSystem.OpenRead("/dev/null");
        var filename = state.Request.Filename ?? "/";
        var process = ChildProcess.Start(new SpawnRequest
        {
            Path = "/bin/sh",
            Arguments = ["/bin/sh", "-c", command],
            Environment = Variables(state.Request),
            Descriptors = [new(nothing, 0), new(writeEnd, 1), new(2, 2)],
            WorkingDirectory = filename[..(filename.LastIndexOf('/') + 1)],
        }, out error);
        FileSystem.Close(nothing);
        FileSystem.Close(writeEnd);
        if (process is not null)
            return (process, readEnd);
        FileSystem.Close(readEnd);
        return Failed(state, command, error);
    }

    private static (ChildProcess, int)? Failed(DocumentState state, string command, int error)
    {
        Io.Logs.Log.Write(state.Request, Io.Logs.LogLevel.Error, IncludeModule.ShortNameInLogs, 0, $"execution failure for \"{command}\" in {state.Request.Filename}", -error);
        return null;
    }

    private static string[] Variables(Request request)
    {
        var variables = new string[request.Environment.Count];
        for (var i = 0; i < variables.Length; i++)
            variables[i] = $"{request.Environment[i].Key}={request.Environment[i].Value}";
        return variables;
    }
}
