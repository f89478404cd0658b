using Trefoil.Configuration.Directives;
using Trefoil.Configuration.Settings;
using Trefoil.Http.Errors;
using Trefoil.Http.Messages;
using Trefoil.Http.Phases;

namespace Trefoil.Modules.Filters.Reflector;

/// <summary>mod_reflector: the handler reflector, which answers with the body of the request, so that filters become a service.</summary>
public sealed class ReflectorModule : Module, IHandler
{
    /// <inheritdoc/>
    public override string Identifier => "reflector_module";

    /// <inheritdoc/>
    public override string SourceFile => "mod_reflector.c";

    /// <inheritdoc/>
    public override IReadOnlyList<DirectiveDefinition> Directives { get; } =
    [
        new("ReflectorHeader", ArgumentKind.Take12, AllowedIn.OrOptions, "Header to reflect back in the response, with an optional new name.", static (scope, arguments) =>
        {
            scope.Directory<ReflectorSettings>().Headers.Add(new(arguments[0], arguments[^1]));
            return null;
        }),
    ];

    /// <inheritdoc/>
    public async ValueTask<PhaseResult> HandleAsync(Request request)
    {
        if (request.Handler != "reflector")
            return PhaseResult.Declined;
        AllowHeader.Add(request, HttpMethods.Post, HttpMethods.Options);
        if (request.MethodNumber == HttpMethods.Options)
        {
            request.HeadersOut.Set("Allow", AllowHeader.Make(request));
            request.HeadersOut.Set("Content-Length", "0");
            return PhaseResult.Ok;
        }
        if (request.MethodNumber != HttpMethods.Post)
            return 405;
        foreach (var (from, to) in request.Directory<ReflectorSettings>().Headers)
        {
            if (request.HeadersIn.GetJoined(from) is { } value)
                request.HeadersOut.Set(to, value);
        }
        request.HeadersOut.Set("Last-Modified", HttpDate.Format(request.Time));
        request.HeadersOut.Set("Accept-Ranges", "bytes");
        request.ContentType = request.HeadersIn.Get("Content-Type");
        // A filter may change the length on the way in.
        if (request.Input is null or { Name: "HTTP_IN" } && request.HeadersIn.Get("Content-Length") is { } length)
            request.HeadersOut.Set("Content-Length", length);
        else if (request.HeadersIn.Contains("Transfer-Encoding"))
            request.HasUnmeasuredBody = true;
        return await ReflectAsync(request);
    }

    private static async ValueTask<PhaseResult> ReflectAsync(Request request)
    {
        if (request.Input is null)
            return PhaseResult.Ok;
        var buffer = new byte[8192];
        int got;
        while ((got = await request.Input.ReadAsync(request, buffer)) > 0)
            await request.Output.WriteAsync(request, buffer.AsMemory(0, got));
        if (got == 0)
            return PhaseResult.Ok;
        request.HeadersOut.Unset("Content-Length");
        return -got;
    }
}

/// <summary>Which fields of the request come back, and under which names.</summary>
internal sealed class ReflectorSettings : ISettings<ReflectorSettings>
{
    internal List<KeyValuePair<string, string>> Headers { get; private init; } = [];

    public ReflectorSettings Merge(ReflectorSettings inner)
    {
        var merged = new List<KeyValuePair<string, string>>(Headers);
        foreach (var header in inner.Headers)
        {
            merged.RemoveAll(known => known.Key.Equals(header.Key, StringComparison.OrdinalIgnoreCase));
            merged.Add(header);
        }
        return new ReflectorSettings { Headers = merged };
    }
}
