using System.Buffers.Binary;
using System.Text;
using Trefoil.Io.Files;
using Trefoil.Io.Logs;

namespace Trefoil.Modules.Mappers.Rewrite.Maps;

/// <summary>dbm: a file of hashed pages in the SDBM layout, as httxt2dbm -f SDBM writes it ("name.pag" beside "name.dir").</summary>
/// <remarks>
/// A page is 1024 bytes. It begins with 16-bit numbers in the byte order of the machine: how many items, then for each key and value in turn where it starts; items
/// are laid from the end of the page downwards. As all pages are read anyway, the hash (and with it the .dir file) is not needed.
/// </remarks>
internal sealed class DbmMap : FileMap
{
    private const int PageLength = 1024;

    internal DbmMap(string name, string path) : base(name, path + ".pag")
    {
    }

    protected override string Kind => "dbm";

    protected override int AccessError => 662;

    protected override string FileDescription => "DBM RewriteMap file";

    protected override Dictionary<string, string> Read(RuleRunner runner)
    {
        if (FileSystem.ReadAll(Path, out var error) is { } bytes)
            return Parse(bytes);
        Log.Write(runner.Request, LogLevel.Error, RewriteLog.ModuleName, 656, $"mod_rewrite: can't open DBM RewriteMap {Path}", -error);
        return [];
    }

    internal static Dictionary<string, string> Parse(ReadOnlySpan<byte> file)
    {
        var values = new Dictionary<string, string>();
        for (; file.Length >= PageLength; file = file[PageLength..])
            AddPage(values, file[..PageLength]);
        return values;
    }

    private static void AddPage(Dictionary<string, string> values, ReadOnlySpan<byte> page)
    {
        int count = BinaryPrimitives.ReadInt16LittleEndian(page);
        if (count < 0 || count > PageLength / 2 - 1)
            return;
        var end = PageLength;
        for (var item = 1; item + 1 <= count; item += 2)
        {
            int key = BinaryPrimitives.ReadInt16LittleEndian(page[(item * 2)..]);
            int value = BinaryPrimitives.ReadInt16LittleEndian(page[(item * 2 + 2)..]);
            if (value < 0 || key < value || end < key)
                return;
            values.TryAdd(Encoding.Latin1.GetString(page[key..end]), Encoding.Latin1.GetString(page[value..key]));
            end = value;
        }
    }
}
