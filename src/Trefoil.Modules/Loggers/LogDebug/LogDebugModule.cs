using Trefoil.Configuration.Directives;
using Trefoil.Configuration.Sections;
using Trefoil.Http.Cache;
using Trefoil.Http.Messages;
using Trefoil.Http.Phases;
using Trefoil.Io.Logs;

namespace Trefoil.Modules.Loggers.LogDebug;

/// <summary>mod_log_debug: LogMessage writes a line of one's own when a request comes to a phase, and where a condition holds.</summary>
public sealed class LogDebugModule : Module, IQuickHandler, IPreTranslateName, ITranslateName, IMapToStorage, IAccessChecker, IUserlessAuthorize, IAuthenticate, IAuthorize,
    ITypeChecker, IFixups, IInsertFilters, IHandler, ICachedTransactionLog
{
    internal const string ShortNameInLogs = "log_debug";

    /// <summary>Makes the module of one configuration.</summary>
    public LogDebugModule() => Directives =
    [
        new("LogMessage", ArgumentKind.Take123, AllowedIn.RsrcConf | AllowedIn.AccessConf,
            "Log a debug message to the error log if this config block is used for  a request", (scope, arguments) =>
            {
                IsUsed = true;
                return LogMessageDirective.Add(scope, arguments);
            }),
    ];

    /// <inheritdoc/>
    public override string Identifier => "log_debug_module";

    /// <inheritdoc/>
    public override string SourceFile => "mod_log_debug.c";

    /// <inheritdoc/>
    public override IReadOnlyList<DirectiveDefinition> Directives { get; }

    /// <summary>True once there is a LogMessage anywhere.</summary>
    private bool IsUsed { get; set; }

    /// <inheritdoc/>
    public PhaseOrder OrderIn(RequestPhase phase) => PhaseOrder.First;

    /// <inheritdoc/>
    public ValueTask<PhaseResult> QuickHandleAsync(Request request) => new(Say(request, "quick_handler"));

    /// <inheritdoc/>
    public PhaseResult PreTranslateName(Request request) => Say(request, "pre_translate_name");

    /// <inheritdoc/>
    public PhaseResult TranslateName(Request request) => Say(request, "translate_name");

    /// <inheritdoc/>
    public PhaseResult MapToStorage(Request request) => Say(request, "map_to_storage");

    /// <inheritdoc/>
    public PhaseResult CheckAccess(Request request) => Say(request, "check_access");

    /// <inheritdoc/>
    public PhaseResult AuthorizeWithoutUser(Request request) => Say(request, "check_access_ex");

    /// <inheritdoc/>
    public ValueTask<PhaseResult> AuthenticateAsync(Request request) => new(Say(request, "check_authn"));

    /// <inheritdoc/>
    public ValueTask<PhaseResult> AuthorizeAsync(Request request) => new(Say(request, "check_authz"));

    /// <inheritdoc/>
    public PhaseResult CheckType(Request request) => Say(request, "type_checker");

    /// <inheritdoc/>
    public PhaseResult Fixup(Request request) => Say(request, "fixups");

    /// <inheritdoc/>
    public void InsertFilters(Request request) => Say(request, "insert_filter");

    /// <inheritdoc/>
    public ValueTask<PhaseResult> HandleAsync(Request request) => new(Say(request, "handler"));

    /// <inheritdoc/>
    public void LogTransaction(Request request) => Say(request, LogMessage.DefaultHook);

    /// <inheritdoc/>
    public bool AcceptsCached(ServerConfig server) => !IsUsed;

    /// <inheritdoc/>
    public void LogCached(in CachedTransaction transaction)
    {
    }

    private PhaseResult Say(Request request, string hook)
    {
        if (!IsUsed)
            return PhaseResult.Declined;
        foreach (var message in request.Directory<LogDebugSettings>().Messages)
        {
            if (message.Hook is null || message.Hook == hook)
                Write(request, message, hook);
        }
        return PhaseResult.Declined;
    }

    private static void Write(Request request, LogMessage message, string hook)
    {
        if (message.Condition is { } condition)
        {
            var holds = RequestExpressions.Test(condition, request, out var reason);
            if (holds is null)
                Log.Write(request, LogLevel.Error, ShortNameInLogs, 640, $"Can't evaluate condition: {reason}");
            if (holds != true)
                return;
        }
        if (RequestExpressions.Text(message.Text, request, out var error) is not { } text)
            Log.Write(request, LogLevel.Error, ShortNameInLogs, 641, $"Can't evaluate message expression: {error}");
        else if (Log.IsEnabled(request, ShortNameInLogs, LogLevel.Debug))
            Log.Write(request, LogLevel.Info, ShortNameInLogs, 0, $"{text} ({hook} hook, {message.Place})");
        else
            Log.Write(request, LogLevel.Info, ShortNameInLogs, 0, text);
    }
}
