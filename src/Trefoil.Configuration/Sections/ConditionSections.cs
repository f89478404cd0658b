using Trefoil.Configuration.Applying;
using Trefoil.Configuration.Directives;
using Trefoil.Configuration.Expressions;
using Trefoil.Configuration.Reading;

namespace Trefoil.Configuration.Sections;

/// <summary>If, ElseIf and Else.</summary>
internal static class ConditionSections
{
    private const AllowedIn Inside = AllowedIn.OrAll | AllowedIn.AccessConf;

    internal static string? Read(DirectiveScope scope, string arguments, SectionKind kind)
    {
        var name = SectionText.Name(scope);
        if (ContextCheck.Refuse(scope, ForbiddenIn.Limit) is { } refusal)
            return refusal;
        var end = arguments.LastIndexOf('>');
        if (end < 0)
            return $"{name}> directive missing closing '>'";
        var text = arguments[..end];
        var position = 0;
        Expression? condition = null;
        if (kind == SectionKind.Else)
        {
            if (text.Length > 0)
                return "<Else> does not take an argument";
        }
        else if (text.Length == 0)
            return $"{name}> directive requires additional arguments";
        else
        {
            var words = Words.Next(text, ref position);
            condition = ExpressionParser.ParseCondition(words, scope.Context, out var error);
            if (condition is null)
                return $"Cannot parse condition clause: {error}";
        }
        var section = new Section(kind, condition?.Text ?? "", scope.Directive.Location) { Condition = condition };
        if (scope.Context.ApplyChildren(scope.Nested(section.Settings, section, allow: scope.IsHtaccess ? null : Inside)) is { } failure)
            return failure;
        var siblings = scope.Section?.Conditions ?? scope.Server.Conditions;
        if (kind != SectionKind.If && (siblings.Count == 0 || siblings[^1].Kind == SectionKind.Else))
            return "<Else> or <ElseIf> section without previous <If> or <ElseIf> section in same scope";
        siblings.Add(section);
        return position < text.Length ? "Multiple <If> arguments not supported." : null;
    }
}
