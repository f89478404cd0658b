using Trefoil.Configuration.Directives;
using Trefoil.Configuration.Reading;

namespace Trefoil.Configuration.Sections;

/// <summary>Limit and LimitExcept: no settings of their own, but a set of methods for what stands inside.</summary>
internal static class LimitSections
{
    internal static string? Read(DirectiveScope scope, string arguments, bool isExcept)
    {
        var name = SectionText.Name(scope);
        if (SectionText.Take(name, arguments, out var error) is not { } text)
            return error;
        ulong methods = 0;
        foreach (var method in Words.All(text))
        {
            if (method == "TRACE" && !isExcept)
                return "TRACE cannot be controlled by <Limit>, see TraceEnable";
            var number = MethodNumbers.Find(method);
            if (number < 0 && scope.IsHtaccess)
                return $"Could not register method '{method}' for {name} from .htaccess configuration";
            if (number < 0)
                number = MethodNumbers.Register(method);
            methods |= 1UL << number;
        }
        if (isExcept)
            methods = ~methods;
        if ((scope.LimitedMethods & methods) == 0)
            return $"{name}> directive excludes all methods";
        return scope.Context.ApplyChildren(scope.Nested(methods: scope.LimitedMethods & methods));
    }
}
