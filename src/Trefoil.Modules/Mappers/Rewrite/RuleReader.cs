using Trefoil.Configuration.Directives;
using Trefoil.Http.Errors;

namespace Trefoil.Modules.Mappers.Rewrite;

/// <summary>Makes a rule of a RewriteRule line.</summary>
internal static class RuleReader
{
    internal static RewriteRule? Read(DirectiveScope scope, string line, RewriteCondition[] conditions, out string? error)
    {
        error = null;
        if (!ArgumentLine.TryCut(line, out var pattern, out var output, out var flagField))
        {
            error = $"RewriteRule: bad argument line '{line}'";
            return null;
        }
        var flags = new RuleFlagReader(static status => StatusText.IsKnown(status) && status is not 425);
        if (flagField is not null && FlagField.Read(flagField, flags.Apply) is { } flagError)
        {
            error = "RewriteRule: " + flagError;
            return null;
        }
        var switches = flags.Flags;
        if (pattern.StartsWith('!'))
        {
            switches |= RuleFlags.Negated;
            pattern = pattern[1..];
        }
        if (scope.Context.Patterns.Compile(pattern, (switches & RuleFlags.NoCase) != 0, out _) is not { } compiled)
        {
            error = $"RewriteRule: cannot compile regular expression '{pattern}'";
            return null;
        }
        if (output == "-")
            switches |= RuleFlags.NoSubstitution;
        return new RewriteRule
        {
            Pattern = compiled,
            PatternText = pattern,
            Output = Template.Parse(WithoutQueryMark(output, ref switches)),
            Flags = switches,
            Location = scope.Directive.Location,
            Conditions = conditions,
            Environment = flags.Environment,
            Cookies = flags.Cookies,
            ForcedType = flags.ForcedType is { Length: > 0 } type ? Template.Parse(type) : null,
            ForcedHandler = flags.ForcedHandler is { Length: > 0 } handler ? Template.Parse(handler) : null,
            ResponseCode = flags.ResponseCode,
            Skip = flags.Skip,
            MaxRounds = flags.MaxRounds,
            Escapes = flags.Escapes,
        };
    }

    /// <summary>A question mark at the very end, or QSD without any, means: no query at all, not even one that a back reference brings along.</summary>
    private static string WithoutQueryMark(string output, ref RuleFlags flags)
    {
        if (output.EndsWith('?'))
        {
            if ((flags & RuleFlags.AppendQuery) != 0)
                return output;
            flags |= RuleFlags.NoQuery;
            return output[..^1];
        }
        if ((flags & RuleFlags.DiscardQuery) != 0 && !output.Contains('?'))
            flags |= RuleFlags.NoQuery;
        return output;
    }
}
