using System.Buffers;

namespace Trefoil.Modules.Filters.Substitute;

/// <summary>Puts what groups matched into a replacement: $0 to $9; a backslash takes the next character as it is.</summary>
internal static class ReplacementText
{
    internal static void Write(ArrayBufferWriter<byte> target, ReadOnlySpan<byte> replacement, ReadOnlySpan<byte> subject, ReadOnlySpan<int> groups)
    {
        for (var i = 0; i < replacement.Length; i++)
        {
            var next = i + 1 < replacement.Length ? replacement[i + 1] : (byte)0;
            if (replacement[i] == '$' && char.IsAsciiDigit((char)next))
            {
                i++;
                var group = (next - '0') * 2;
                if (groups[group] >= 0)
                    target.Write(subject[groups[group]..groups[group + 1]]);
                continue;
            }
            if (replacement[i] == '\\' && next != 0)
                i++;
            target.Write(replacement.Slice(i, 1));
        }
    }
}
