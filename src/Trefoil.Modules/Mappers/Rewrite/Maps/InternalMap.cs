using Trefoil.Http.Uris;

namespace Trefoil.Modules.Mappers.Rewrite.Maps;

/// <summary>One of the functions int:toupper, tolower, escape and unescape.</summary>
internal sealed class InternalMap : RewriteMap
{
    private readonly Func<string, string> _function;

    private InternalMap(string name, Func<string, string> function) : base(name) => _function = function;

    /// <summary>Null where there is no such function.</summary>
    internal static InternalMap? Create(string name, string function) => function switch
    {
        "toupper" => new InternalMap(name, static key => MapCase(key, char.IsAsciiLetterLower)),
        "tolower" => new InternalMap(name, static key => MapCase(key, char.IsAsciiLetterUpper)),
        "escape" => new InternalMap(name, UriEscaping.EscapeUri),
        "unescape" => new InternalMap(name, Unescape),
        _ => null,
    };

    internal override string? Find(RuleRunner runner, string key)
    {
        var value = _function(key);
        // The trace of a change of case shows the key as it was changed.
        if (value.Equals(key, StringComparison.OrdinalIgnoreCase))
            key = value;
        if (runner.Log.Traces(5))
            runner.Log.Trace(5, $"map lookup OK: map={Name} key={key} -> val={value}");
        return value;
    }

    // Only ASCII letters have a case in a byte string.
    private static string MapCase(string key, Func<char, bool> isOther) => string.Create(key.Length, (key, isOther), static (span, state) =>
    {
        for (var i = 0; i < span.Length; i++)
            span[i] = state.isOther(state.key[i]) ? (char)(state.key[i] ^ 0x20) : state.key[i];
    });

    private static string Unescape(string key)
    {
        UriEscaping.Unescape(key, out var value);
        return value;
    }
}
