namespace Trefoil.Modules.Mappers.Rewrite;

/// <summary>What a part of a <see cref="Template"/> stands for.</summary>
internal enum TemplatePartKind
{
    Literal,
    Variable,
    RuleGroup,
    ConditionGroup,
    Map,
}

/// <summary>One part of a <see cref="Template"/>.</summary>
/// <param name="Kind">What it stands for.</param>
/// <param name="Text">The literal, the name of the variable (upper case, with what stands behind a prefix as written), or the name of the map.</param>
/// <param name="Number">The group's number, or the variable's (<see cref="Variable"/>).</param>
/// <param name="Key">The key of a map look-up.</param>
/// <param name="Default">What a failed look-up gives, or null.</param>
internal readonly record struct TemplatePart(TemplatePartKind Kind, string Text, int Number, Template? Key, Template? Default)
{
    internal static TemplatePart ForVariable(string name)
    {
        var variable = VariableNames.Find(name, out var argument);
        return new TemplatePart(TemplatePartKind.Variable, argument, (int)variable, null, null);
    }
}
