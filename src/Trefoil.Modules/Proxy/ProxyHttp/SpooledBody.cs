using Trefoil.Io.Files;

namespace Trefoil.Modules.Proxy.ProxyHttp;

/// <summary>A body of unknown length that has to have one: kept in a file without a name until it goes on.</summary>
internal sealed class SpooledBody
{
    private int _descriptor = -1;

    internal long Length { get; private set; }

    ~SpooledBody()
    {
        if (_descriptor >= 0)
            FileSystem.Close(_descriptor);
    }

    /// <summary>False where the file cannot be made or is full.</summary>
    internal bool Append(ReadOnlySpan<byte> data)
    {
        if (_descriptor < 0)
        {
            var name = $"/tmp/modproxy.tmp.{Guid.NewGuid():N}";
            _descriptor = FileSystem.CreateNew(name, 0x180);
            if (_descriptor < 0)
                return false;
            FileSystem.Delete(name);
        }
        if (FileSystem.WriteAll(_descriptor, data) < 0)
            return false;
        Length += data.Length;
        return true;
    }

    /// <summary>Bytes from an offset; 0 at the end.</summary>
    internal int Read(Span<byte> buffer, long offset) => _descriptor < 0 ? 0 : FileSystem.ReadAt(_descriptor, buffer, offset);
}
