using Trefoil.Configuration.Applying;
using Trefoil.Configuration.Directives;
using Trefoil.Configuration.Patterns;
using Trefoil.Configuration.Reading;
using Trefoil.Io.Patterns;

namespace Trefoil.Configuration.Sections;

/// <summary>RegexDefaultOptions: what every pattern behind it is compiled with.</summary>
internal static class RegexDefaultOptions
{
    internal static string? Read(DirectiveScope scope, string text)
    {
        if (ContextCheck.Refuse(scope, ForbiddenIn.Everywhere) is { } refusal)
            return refusal;
        var compiler = (PcreCompiler)scope.Context.Patterns;
        var options = compiler.DefaultOptions;
        foreach (var word in Words.All(text))
        {
            if (word.Equals("none", StringComparison.OrdinalIgnoreCase))
            {
                options = PatternOptions.None;
                continue;
            }
            var sign = word.Length > 0 && word[0] is '+' or '-' ? word[0] : '\0';
            PatternOptions? option = (sign == '\0' ? word : word[1..]).ToUpperInvariant() switch
            {
                "ICASE" => PatternOptions.IgnoreCase,
                "EXTENDED" => PatternOptions.Extended,
                "DOTALL" => PatternOptions.DotAll,
                "DOLLAR_ENDONLY" => PatternOptions.DollarEndOnly,
                _ => null,
            };
            if (option is null)
                return $"RegexDefaultOptions: invalid argument '{word}'";
            options = sign switch
            {
                '+' => options | option.Value,
                '-' => options & ~option.Value,
                _ => option.Value,
            };
        }
        compiler.DefaultOptions = options;
        return null;
    }
}
