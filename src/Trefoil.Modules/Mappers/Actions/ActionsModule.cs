using Trefoil.Configuration.Directives;
using Trefoil.Http.Messages;
using Trefoil.Http.Phases;
using Trefoil.Http.Uris;
using Trefoil.Io.Files;
using Trefoil.Io.Logs;

namespace Trefoil.Modules.Mappers.Actions;

/// <summary>mod_actions: scripts that serve media types, handlers or methods.</summary>
public sealed class ActionsModule : Module, IHandler
{
    /// <inheritdoc/>
    public override string Identifier => "actions_module";

    /// <inheritdoc/>
    public override string SourceFile => "mod_actions.c";

    /// <inheritdoc/>
    public override IReadOnlyList<DirectiveDefinition> Directives { get; } =
    [
        new("Action", ArgumentKind.Take23, AllowedIn.OrFileInfo, "a media type or handler, then the path of a script, then 'virtual' if the file need not exist", AddAction),
        new("Script", ArgumentKind.Take2, AllowedIn.RsrcConf | AllowedIn.AccessConf, "a method, then the path of a script", AddScript),
    ];

    /// <inheritdoc/>
    public PhaseOrder OrderIn(RequestPhase phase) => PhaseOrder.Last;

    /// <inheritdoc/>
    public async ValueTask<PhaseResult> HandleAsync(Request request)
    {
        var settings = request.Directory<ActionsSettings>();
        string? script = null;
        if (request.MethodNumber != HttpMethods.Get || request.QueryString is not null)
            script = settings.Scripts.GetValueOrDefault(request.MethodNumber);
        // A script that is itself served by a script would go round for ever.
        if (script is not null && request.Previous?.Previous is not null)
            return PhaseResult.Declined;
        var action = request.Handler ?? Essence(request.ContentType);
        if (action is not null && settings.Actions.TryGetValue(action, out var found))
        {
            if (!found.IsVirtual && !request.FileStatus.Exists)
            {
                Log.Write(request, LogLevel.Error, "actions", 652, $"File does not exist: {request.Filename}");
                return 404;
            }
            script = found.Script;
            request.Environment.Set("HANDLER", action);
        }
        if (script is null)
            return PhaseResult.Declined;
        var query = request.QueryString is { } given ? "?" + given : "";
        await InternalRedirect.RedirectHandlerAsync(request, script + UriEscaping.EscapeUri(request.Uri) + query);
        return PhaseResult.Ok;
    }

    private static string? Essence(string? type)
    {
        var end = type?.IndexOf(';') ?? -1;
        return end < 0 ? type : type![..end].TrimEnd(' ', '\t');
    }

    private static string? AddAction(DirectiveScope scope, IReadOnlyList<string> arguments)
    {
        if (arguments.Count > 2 && !string.Equals(arguments[2], "virtual", StringComparison.OrdinalIgnoreCase))
            return $"unrecognized option '{arguments[2]}'";
        scope.Directory<ActionsSettings>().Actions[arguments[0]] = new ActionScript(arguments[1], arguments.Count > 2);
        return null;
    }

    private static string? AddScript(DirectiveScope scope, IReadOnlyList<string> arguments)
    {
        if (arguments[0] == "TRACE")
            return "TRACE not allowed for Script";
        scope.Directory<ActionsSettings>().Scripts[HttpMethods.Register(arguments[0])] = arguments[1];
        return null;
    }
}
