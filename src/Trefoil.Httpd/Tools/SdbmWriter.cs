using System.Buffers.Binary;
using System.Text;

namespace Trefoil.Httpd.Tools;

/// <summary>
/// Lays pairs out as an SDBM database. The bits of a key's hash, from the lowest, lead through a binary tree to the page; the .dir file has a bit for each
/// inner node. A page that would be too full becomes an inner node, and its pairs are dealt out by the next bit.
/// </summary>
internal static class SdbmWriter
{
    private const int PageSize = 1024, DirectoryUnit = 4096, MostBits = 20;

    /// <summary>The contents of the .pag and .dir files; null where a pair fits into no page.</summary>
    internal static (byte[]? Pages, byte[] Directory) Build(IReadOnlyDictionary<string, string> pairs)
    {
        var pages = new Dictionary<int, List<(string Key, string Value)>>();
        var inner = new SortedSet<int>();
        if (!Place([.. pairs.Select(static pair => (pair.Key, pair.Value))], 0, 0, 0, pages, inner))
            return (null, []);
        var file = new byte[(pages.Count == 0 ? 1 : pages.Keys.Max() + 1) * PageSize];
        foreach (var (number, content) in pages)
            WritePage(file.AsSpan(number * PageSize, PageSize), content);
        var directory = new byte[inner.Count == 0 ? 0 : (inner.Max / 8 / DirectoryUnit + 1) * DirectoryUnit];
        foreach (var node in inner)
            directory[node / 8] |= (byte)(1 << (node % 8));
        return (file, directory);
    }

    internal static uint Hash(string key)
    {
        uint hash = 0;
        foreach (var letter in key)
            hash = (uint)(sbyte)letter + 65599 * hash;
        return hash;
    }

    private static bool Place(List<(string Key, string Value)> content, int node, int depth, int page, Dictionary<int, List<(string, string)>> pages, SortedSet<int> inner)
    {
        var room = PageSize - sizeof(ushort);
        foreach (var (key, value) in content)
            room -= key.Length + value.Length + 2 * sizeof(ushort);
        if (room >= 0)
        {
            if (content.Count > 0)
                pages[page] = content;
            return true;
        }
        if (content.Count == 1 || depth == MostBits)
            return false;
        inner.Add(node);
        var ones = content.FindAll(pair => (Hash(pair.Key) >> depth & 1) != 0);
        var zeros = content.FindAll(pair => (Hash(pair.Key) >> depth & 1) == 0);
        return Place(zeros, 2 * node + 1, depth + 1, page, pages, inner) && Place(ones, 2 * node + 2, depth + 1, page | 1 << depth, pages, inner);
    }

    private static void WritePage(Span<byte> page, List<(string Key, string Value)> content)
    {
        var end = PageSize;
        var index = 1;
        foreach (var (key, value) in content)
        {
            foreach (var text in (ReadOnlySpan<string>)[key, value])
            {
                end -= text.Length;
                Encoding.Latin1.GetBytes(text, page[end..]);
                BinaryPrimitives.WriteUInt16LittleEndian(page[(index++ * 2)..], (ushort)end);
            }
        }
        BinaryPrimitives.WriteUInt16LittleEndian(page, (ushort)(index - 1));
    }
}
