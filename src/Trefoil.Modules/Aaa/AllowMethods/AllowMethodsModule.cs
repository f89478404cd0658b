using Trefoil.Configuration.Directives;
using Trefoil.Configuration.Settings;
using Trefoil.Http.Messages;
using Trefoil.Http.Phases;
using Trefoil.Io.Logs;

namespace Trefoil.Modules.Aaa.AllowMethods;

/// <summary>mod_allowmethods: answers 405 to methods that a place does not name.</summary>
internal sealed class AllowMethodsModule : Module, IAccessChecker
{
    public override string Identifier => "allowmethods_module";

    public override string SourceFile => "mod_allowmethods.c";

    public override IReadOnlyList<DirectiveDefinition> Directives { get; } =
        [new("AllowMethods", ArgumentKind.TakeArgv, AllowedIn.AccessConf, "the methods to allow, or 'reset' for all", Set)];

    public PhaseResult CheckAccess(Request request)
    {
        var allowed = request.Directory<AllowMethodsSettings>().Methods;
        if (allowed is null or 0)
            return PhaseResult.Declined;
        if ((allowed.Value & (1UL << request.MethodNumber)) != 0)
            return PhaseResult.Ok;
        Log.Write(request, LogLevel.Error, ShortName, 1623, $"client method denied by server configuration: '{request.Method}' to {request.Filename ?? "uri " + request.Uri}");
        return 405;
    }

    private static string? Set(DirectiveScope scope, IReadOnlyList<string> arguments)
    {
        if (arguments.Count == 0)
            return "AllowMethods: No method or 'reset' keyword given";
        var methods = 0UL;
        if (arguments.Count > 1 || !string.Equals(arguments[0], "reset", StringComparison.OrdinalIgnoreCase))
        {
            foreach (var name in arguments)
            {
                var number = HttpMethods.NumberOf(name);
                if (number == HttpMethods.Invalid)
                    return $"AllowMethods: Invalid Method '{name}'";
                methods |= 1UL << number;
            }
        }
        scope.Directory<AllowMethodsSettings>().Methods = methods;
        return null;
    }
}

/// <summary>AllowMethods of one place: null where nothing is said, 0 for all.</summary>
internal sealed class AllowMethodsSettings : ISettings<AllowMethodsSettings>
{
    internal ulong? Methods { get; set; }

    public AllowMethodsSettings Merge(AllowMethodsSettings inner) => new() { Methods = inner.Methods ?? Methods };
}
