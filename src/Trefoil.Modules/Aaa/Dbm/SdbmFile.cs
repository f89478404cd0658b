using System.Buffers.Binary;
using System.Text;
using Trefoil.Io.Files;

namespace Trefoil.Modules.Aaa.Dbm;

/// <summary>
/// Reads SDBM databases, whose pages (1 KB each) stand in FILE.pag. A page begins with the number of its texts and their places, counted in 16 bits;
/// texts fill it from the end, key and value by turns.
/// </summary>
public static class SdbmFile
{
    private const int PageSize = 1024;

    /// <summary>Every pair of the database; null with a positive errno (EINVAL where it is none).</summary>
    public static Dictionary<string, string>? ReadAll(string path, out int errno)
    {
        var data = FileSystem.ReadAll(path + ".pag", out var error);
        errno = -error;
        if (data is null)
            return null;
        var pairs = new Dictionary<string, string>(StringComparer.Ordinal);
        for (var start = 0; start + PageSize <= data.Length; start += PageSize)
        {
            if (!ReadPage(data.AsSpan(start, PageSize), pairs))
            {
                errno = 22;
                return null;
            }
        }
        return pairs;
    }

    private static bool ReadPage(ReadOnlySpan<byte> page, Dictionary<string, string> pairs)
    {
        var count = Number(page, 0);
        if (count > PageSize / 2 - 1 || count % 2 != 0)
            return false;
        var end = PageSize;
        for (var i = 1; i < count; i += 2)
        {
            var key = Number(page, i);
            var value = Number(page, i + 1);
            if (key > end || value > key || value < (count + 1) * 2)
                return false;
            pairs[Encoding.Latin1.GetString(page[key..end])] = Encoding.Latin1.GetString(page[value..key]);
            end = value;
        }
        return true;
    }

    private static int Number(ReadOnlySpan<byte> page, int index) => BinaryPrimitives.ReadUInt16LittleEndian(page[(index * 2)..]);
}
