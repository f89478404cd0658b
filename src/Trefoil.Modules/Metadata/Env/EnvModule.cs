using Trefoil.Configuration.Directives;
using Trefoil.Http.Messages;
using Trefoil.Http.Phases;
using Trefoil.Io.Logs;

namespace Trefoil.Modules.Metadata.Env;

/// <summary>mod_env: fixed variables for scripts, conditions and logs.</summary>
internal sealed class EnvModule : Module, IFixups
{
    public override string Identifier => "env_module";

    public override string SourceFile => "mod_env.c";

    public override IReadOnlyList<DirectiveDefinition> Directives { get; } =
    [
        new("PassEnv", ArgumentKind.Iterate, AllowedIn.OrFileInfo, "a list of environment variables to pass to CGI.", Pass),
        new("SetEnv", ArgumentKind.Take12, AllowedIn.OrFileInfo, "an environment variable name and optional value to pass to CGI.", Set),
        new("UnsetEnv", ArgumentKind.Iterate, AllowedIn.OrFileInfo, "a list of variables to remove from the CGI environment.", Unset),
    ];

    public PhaseResult Fixup(Request request)
    {
        var variables = request.Directory<EnvSettings>().Variables;
        if (variables.Count == 0)
            return PhaseResult.Declined;
        // behind what is there: a variable that SetEnvIf or a rewrite rule has set keeps its value for readers, as in Apache
        foreach (var (name, value) in variables)
            request.Environment.Add(name, value);
        return PhaseResult.Ok;
    }

    private static string? Set(DirectiveScope scope, IReadOnlyList<string> arguments)
    {
        var name = arguments[0];
        if (name.Contains('=', StringComparison.Ordinal))
            scope.Context.Report(LogLevel.Warn, "env", 10032, "Spurious usage of '=' in an environment variable name. 'SetEnv a b' expected instead?", scope.Server);
        scope.Directory<EnvSettings>().Set(name, arguments.Count > 1 ? arguments[1] : "");
        return null;
    }

    private static string? Pass(DirectiveScope scope, IReadOnlyList<string> arguments)
    {
        if (Environment.GetEnvironmentVariable(arguments[0]) is { } value)
            scope.Directory<EnvSettings>().Set(arguments[0], value);
        else
            scope.Context.Report(LogLevel.Warn, "env", 1506, $"PassEnv variable {arguments[0]} was undefined", scope.Server);
        return null;
    }

    private static string? Unset(DirectiveScope scope, IReadOnlyList<string> arguments)
    {
        scope.Directory<EnvSettings>().Unset(arguments[0]);
        return null;
    }
}
