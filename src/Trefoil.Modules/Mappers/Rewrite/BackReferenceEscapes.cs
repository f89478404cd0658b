using System.Text;

namespace Trefoil.Modules.Mappers.Rewrite;

/// <summary>Which characters of a back reference are escaped before it is put into the substitution: the flags B, BCTLS, BNE and BNP.</summary>
internal sealed class BackReferenceEscapes
{
    internal static readonly BackReferenceEscapes None = new(false, null, null, false, false);

    private readonly bool[] _escaped = new bool[256];
    private readonly bool _plusForBlank;

    /// <param name="all">B without a list.</param>
    /// <param name="only">B with a list.</param>
    /// <param name="never">BNE's list.</param>
    /// <param name="controls">BCTLS.</param>
    /// <param name="noPlus">BNP.</param>
    internal BackReferenceEscapes(bool all, string? only, string? never, bool controls, bool noPlus)
    {
        _plusForBlank = !noPlus;
        for (var i = 0; i < 256; i++)
        {
            var c = (char)i;
            var wanted = all && only is null && !char.IsAsciiLetterOrDigit(c) && c != '_';
            wanted |= only is not null && only.Contains(c) && !char.IsAsciiLetterOrDigit(c) && c != '_';
            wanted |= controls && (i <= 0x20 || i == 0x7f);
            _escaped[i] = wanted && (never is null || !never.Contains(c));
        }
    }

    internal string Apply(ReadOnlySpan<char> text)
    {
        var builder = new StringBuilder(text.Length + 16);
        foreach (var c in text)
        {
            if (!_escaped[(byte)c])
                builder.Append(c);
            else if (c == ' ' && _plusForBlank)
                builder.Append('+');
            else
                builder.Append('%').Append("0123456789abcdef"[(c >> 4) & 15]).Append("0123456789abcdef"[c & 15]);
        }
        return builder.ToString();
    }
}
