using Trefoil.Configuration.Directives;
using Trefoil.Http.Messages;
using Trefoil.Http.Output;
using Trefoil.Http.Phases;
using Trefoil.Io.Files;
using Trefoil.Io.Logs;

namespace Trefoil.Modules.Generators.AsIs;

/// <summary>mod_asis: files that bring their own header fields (handler send-as-is).</summary>
public sealed class AsIsModule : Module, IHandler
{
    private const string Name = "asis";

    /// <inheritdoc/>
    public override string Identifier => "asis_module";

    /// <inheritdoc/>
    public override string SourceFile => "mod_asis.c";

    /// <inheritdoc/>
    public override IReadOnlyList<DirectiveDefinition> Directives => [];

    /// <inheritdoc/>
    public async ValueTask<PhaseResult> HandleAsync(Request request)
    {
        if (request.Handler is not ("send-as-is" or "httpd/send-as-is"))
            return PhaseResult.Declined;
        request.AllowedMethods |= 1UL << HttpMethods.Get;
        if (request.MethodNumber != HttpMethods.Get)
            return PhaseResult.Declined;
        if (!request.FileStatus.Exists)
        {
            Log.Write(request, LogLevel.Error, Name, 1233, $"File does not exist: {request.Filename}{request.PathInfo}");
            return 404;
        }
        var file = FileSystem.OpenRead(request.Filename!);
        if (file < 0)
        {
            Log.Write(request, LogLevel.Error, Name, 1234, $"file permissions deny server access: {request.Filename}", -file);
            return 403;
        }
        try
        {
            return await SendAsync(request, file);
        }
        finally
        {
            FileSystem.Close(file);
        }
    }

    private static async ValueTask<PhaseResult> SendAsync(Request request, int file)
    {
        var head = FileHead.Read(file, out var fault);
        if (head is null)
        {
            // As Apache answers it: nothing of the file can be told apart from its head.
            Log.Write(request, LogLevel.Error, Name, 0, fault!.Length == 0
                ? $"Premature end of script headers: {request.Filename![(request.Filename!.LastIndexOf('/') + 1)..]}"
                : $"malformed header from script '{request.Filename![(request.Filename!.LastIndexOf('/') + 1)..]}': Bad header: {fault}");
            return PhaseResult.Ok;
        }
        head.ApplyTo(request);
        if (request.HeadersOut.Get("Location") is ['/', ..] location && request.Status is 200 or (>= 300 and < 400))
        {
            request.Status = 200;
            request.Method = "GET";
            request.MethodNumber = HttpMethods.Get;
            await InternalRedirect.RedirectAsync(request, location);
            return PhaseResult.Ok;
        }
        var length = request.FileStatus.Size - head.Length;
        if (length <= 0 || request.IsHead)
            return PhaseResult.Ok;
        if (!request.HeadersOut.Contains("Content-Length"))
        {
            ResponseHeadPhase.Run(request);
            request.HeadersOut.Set("Content-Length", length.ToString(System.Globalization.CultureInfo.InvariantCulture));
        }
        await request.Output.SendFileAsync(request, new FileSegment(file, head.Length, length));
        return PhaseResult.Ok;
    }
}
