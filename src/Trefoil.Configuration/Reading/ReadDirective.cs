using Trefoil.Configuration.Directives;

namespace Trefoil.Configuration.Reading;

/// <summary>Acts on a directive while the text is still being read; what it yields is added to <see cref="ReadPlace.Yield"/>.</summary>
internal delegate string? ReadHandler(ReadPlace place, IReadOnlyList<string> arguments);

/// <summary>What a read-time directive may use.</summary>
/// <param name="Session">Variables, macros, modules.</param>
/// <param name="Builder">The text at hand.</param>
/// <param name="Directive">The directive itself.</param>
/// <param name="Yield">Directives that take its place.</param>
internal sealed record ReadPlace(ReadSession Session, TreeBuilder Builder, Directive Directive, List<Directive> Yield)
{
    /// <summary>The name as an error shows it, with the bracket of a section.</summary>
    internal string Shown => Directive.Name;
}

/// <summary>The definitions of directives that act while the text is read: their handler in the tree never runs.</summary>
internal static class ReadDirective
{
    private static readonly Dictionary<DirectiveDefinition, ReadHandler> Handlers = [];

    internal static DirectiveDefinition Define(string name, ArgumentKind kind, AllowedIn allowedIn, string help, ReadHandler handler)
    {
        var definition = new DirectiveDefinition(name, kind, allowedIn, help, static (_, _) => null);
        lock (Handlers)
            Handlers[definition] = handler;
        return definition;
    }

    internal static ReadHandler? HandlerOf(DirectiveDefinition definition)
    {
        lock (Handlers)
            return Handlers.GetValueOrDefault(definition);
    }
}
