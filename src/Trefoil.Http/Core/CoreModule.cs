using Trefoil.Configuration.Directives;
using Trefoil.Configuration.Sections;
using Trefoil.Http.DefaultHandling;
using Trefoil.Http.Expressions;
using Trefoil.Http.Input;
using Trefoil.Http.Messages;
using Trefoil.Http.Output;
using Trefoil.Http.Phases;
using Trefoil.Http.Uris;
using Trefoil.Http.VirtualHosts;
using Trefoil.Http.Walks;
using Trefoil.Io.Logs;

namespace Trefoil.Http.Core;

/// <summary>What is always there: DocumentRoot, the walks, ForceType and SetHandler, filters by directive, and the handler of last resort.</summary>
public sealed class CoreModule : Module, ITranslateName, IMapToStorage, IFixups, IInsertFilters, IHandler
{
    private static readonly DirectiveDefinition[] Table =
    [
        .. ServerDirectives.Table, .. DirectoryDirectives.Table, .. OptionsDirective.Table, .. OverrideDirectives.Table,
        .. ErrorDocumentDirective.Table, .. ErrorLogDirectives.Table, .. EtagDirective.Table, .. LimitDirectives.Table, .. ProtocolDirectives.Table,
    ];

    /// <inheritdoc/>
    public override string Identifier => "core_module";

    /// <inheritdoc/>
    public override string SourceFile => "core.c";

    /// <inheritdoc/>
    public override bool IsStatic => true;

    /// <inheritdoc/>
    public override IReadOnlyList<DirectiveDefinition> Directives => Table;

    /// <inheritdoc/>
    public override string? PreConfig(ConfigurationContext context)
    {
        // Limit counts in the same numbers as requests do.
        MethodNumbers.Use(static method => HttpMethods.NumberOf(method) is var number && number != HttpMethods.Invalid ? number : -1, HttpMethods.Register);
        return null;
    }

    /// <inheritdoc/>
    public PhaseOrder OrderIn(RequestPhase phase) => phase switch
    {
        RequestPhase.Fixups => PhaseOrder.ReallyFirst,
        RequestPhase.InsertFilters => PhaseOrder.Middle,
        _ => PhaseOrder.ReallyLast,
    };

    /// <inheritdoc/>
    public PhaseResult TranslateName(Request request)
    {
        if (request.ProxyRequest != ProxyRequestKind.None)
            return 403;
        if (!request.Uri.StartsWith('/') && request.Uri != "*")
        {
            Log.Write(request, LogLevel.Error, "core", 126, $"Invalid URI in request '{request.Uri}' '{request.RequestLine}'");
            return 400;
        }
        var path = request.ForServer<CoreServerSettings>().ServerPath is { } prefix && VirtualHostGroup.Covers(prefix, request.Uri)
            ? request.Uri[prefix.Length..]
            : request.Uri;
        path = path.TrimStart('/');
        if (path.Contains('\0') || !UriPath.Normalize("/" + path, mergeSlashes: true, decodeUnreserved: false, out var below))
        {
            Log.Write(request, LogLevel.Error, "core", 127, $"Cannot map {request.RequestLine} to file");
            return 403;
        }
        request.Filename = request.DocumentRoot.TrimEnd('/') + below;
        request.CanonicalFilename = request.Filename;
        return PhaseResult.Ok;
    }

    /// <inheritdoc/>
    public PhaseResult MapToStorage(Request request)
    {
        // OPTIONS * asks about the server, not about a file.
        if (request.MethodNumber == HttpMethods.Options && request.Uri == "*")
            return PhaseResult.Done;
        var result = DirectoryWalk.Run(request);
        if (result.IsStatus)
            return result;
        FileWalk.Run(request);
        return PhaseResult.Ok;
    }

    /// <inheritdoc/>
    public PhaseResult Fixup(Request request)
    {
        var settings = request.Directory<CoreDirectorySettings>();
        if (settings.ForceType is { Length: > 0 } type)
            request.ContentType = type;
        if (settings.SetHandlerExpression is { } expression)
        {
            var handler = expression.EvaluateString(new RequestExpressionContext(request), out var error);
            if (handler is null)
            {
                Log.Write(request, LogLevel.Error, "core", 3154, $"Can't evaluate handler expression: {error}");
                return 500;
            }
            if (!handler.StartsWith("proxy:unix", StringComparison.Ordinal))
                handler = handler.ToLowerInvariant();
            if (handler != "none")
                request.Handler = handler;
        }
        else if (settings.SetHandler is { Length: > 0 } handler)
        {
            request.Handler = handler;
        }
        if (settings.AcceptPathInfo is { } accepts)
            request.AcceptsPathInfo = accepts;
        return PhaseResult.Ok;
    }

    /// <inheritdoc/>
    public void InsertFilters(Request request)
    {
        var settings = request.Directory<CoreDirectorySettings>();
        if (settings.SetOutputFilter is { } output)
        {
            foreach (var name in output.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
                OutputChain.Add(request, name);
        }
        if (settings.SetInputFilter is { } input)
        {
            foreach (var name in input.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
                InputChain.Add(request, name);
        }
    }

    /// <inheritdoc/>
    public ValueTask<PhaseResult> HandleAsync(Request request) => DefaultHandler.HandleAsync(request);
}
