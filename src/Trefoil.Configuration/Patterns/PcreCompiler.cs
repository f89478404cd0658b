using Trefoil.Configuration.Expressions;
using Trefoil.Io.Patterns;

namespace Trefoil.Configuration.Patterns;

/// <summary>Compiles patterns with PCRE2 under the options of RegexDefaultOptions.</summary>
public sealed class PcreCompiler : IPatternCompiler
{
    internal const PatternOptions ServerDefaults = PatternOptions.DotAll | PatternOptions.DollarEndOnly;

    /// <summary>Options added to every pattern; a dot matches newlines and $ the very end unless configured otherwise.</summary>
    public PatternOptions DefaultOptions { get; set; } = ServerDefaults;

    /// <inheritdoc/>
    public IPattern? Compile(string pattern, bool ignoreCase, out string? error)
    {
        var options = DefaultOptions | PatternOptions.DuplicateNames | (ignoreCase ? PatternOptions.IgnoreCase : 0);
        var compiled = PcrePattern.Compile(pattern, options, out error, out var offset);
        if (compiled is null)
        {
            error = $"{error} (at offset {offset})";
            return null;
        }
        return new Pattern(pattern, compiled);
    }

    private sealed class Pattern(string text, PcrePattern compiled) : IPattern
    {
        public string Text => text;

        public IReadOnlyList<string?> GroupNames => compiled.GroupNames;

        public int Match(string subject, Span<int> groups) => compiled.Match(subject, groups);

        public int Match(ReadOnlySpan<byte> subject, Span<int> groups) => compiled.Match(subject, groups);
    }
}
