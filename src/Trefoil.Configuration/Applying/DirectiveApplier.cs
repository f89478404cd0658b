using Trefoil.Configuration.Directives;

namespace Trefoil.Configuration.Applying;

/// <summary>
/// Applies directives one after another: 1. find the rows of the command table, 2. check that the place allows it, 3. cut the arguments,
/// 4. check for "main server only", 5. call the handler.
/// </summary>
internal sealed class DirectiveApplier(CommandTable commands)
{
    internal string? Apply(IReadOnlyList<Directive> directives, DirectiveScope scope)
    {
        foreach (var directive in directives)
        {
            scope.MoveTo(directive);
            scope.Run.Grades?.Begin(directive);
            var error = Apply(directive, scope);
            if (scope.Run.Grades is { } grades)
            {
                grades.End(WithHint(error, directive, scope));
                continue;
            }
            if (error is null)
                continue;
            // The innermost one counts: a section's failure is its content's.
            scope.Run.Failed ??= directive;
            return error;
        }
        return null;
    }

    private static string? WithHint(string? error, Directive directive, DirectiveScope scope) =>
        error is not null && error.StartsWith("Invalid command", StringComparison.Ordinal) && Reading.ErrorLines.Hint(directive.Name, (HttpdConfiguration)scope.Context) is { } hint
            ? error + " " + hint
            : error;

    private string? Apply(Directive directive, DirectiveScope scope)
    {
        if (commands.Find(directive.Name) is not { } rows)
        {
            if (!scope.NonfatalUnknown)
                return $"Invalid command '{directive.Name}', perhaps misspelled or defined by a module not included in the server configuration";
            Io.Logs.Log.Write(scope.Server, Io.Logs.LogLevel.Info, "core", 2809, $"Unknown directive '{directive.Name}' in .htaccess ignored ({directive.Location})");
            return null;
        }
        foreach (var row in rows)
        {
            if (Apply(row, directive, scope) is { } error)
                return error;
        }
        return null;
    }

    private static string? Apply(DirectiveDefinition row, Directive directive, DirectiveScope scope)
    {
        if ((scope.Override & row.AllowedIn) == 0 && scope.OverrideList?.Contains(row.Name) != true)
        {
            if (!scope.NonfatalOverride)
                return ContextCheck.NotAllowed(row.Name, scope.Outer?.Directive.Name);
            Io.Logs.Log.Write(scope.Server, Io.Logs.LogLevel.Info, "core", 2295, $"{row.Name} in .htaccess forbidden by AllowOverride ({directive.Location})");
            return null;
        }
        scope.Definition = row;
        return ArgumentCutter.Cut(row, directive.Arguments, arguments =>
        {
            if ((row.AllowedIn & AllowedIn.GlobalOnly) != 0 && ContextCheck.Refuse(scope, ForbiddenIn.Everywhere) is { } refusal)
                return refusal;
            var error = row.Handler(scope, arguments);
            scope.Definition = row;
            return error;
        });
    }
}
