using System.Runtime.InteropServices;
using Trefoil.Io.Native;

namespace Trefoil.Io.Processes;

/// <summary>Zero-terminated byte strings and vectors of them, freed together.</summary>
internal sealed unsafe class NativeStrings : IDisposable
{
    private readonly List<nint> _blocks = [];

    internal byte* Add(string text)
    {
        var block = (byte*)NativeMemory.Alloc((nuint)text.Length + 1);
        _blocks.Add((nint)block);
        ByteText.Encode(text, new Span<byte>(block, text.Length + 1));
        return block;
    }

    internal byte** AddAll(IReadOnlyList<string> texts)
    {
        var vector = (byte**)NativeMemory.Alloc((nuint)(texts.Count + 1), (nuint)sizeof(byte*));
        _blocks.Add((nint)vector);
        for (var i = 0; i < texts.Count; i++)
            vector[i] = Add(texts[i]);
        vector[texts.Count] = null;
        return vector;
    }

    public void Dispose()
    {
        foreach (var block in _blocks)
            NativeMemory.Free((void*)block);
        _blocks.Clear();
    }
}
