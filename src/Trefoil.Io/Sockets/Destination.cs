using System.Net;
using System.Text;
using Trefoil.Io.Native;

namespace Trefoil.Io.Sockets;

/// <summary>Where an outgoing connection goes: an address and port, or the path of a Unix socket.</summary>
public sealed class Destination
{
    /// <summary>Longest path of a Unix socket (sun_path without its end).</summary>
    private const int LongestPath = 107;

    private Destination(byte[] name, int family, string text)
    {
        Name = name;
        Family = family;
        Text = text;
    }

    /// <summary>"192.0.2.1:80", "[2001:db8::1]:80" or the path, for logs.</summary>
    public string Text { get; }

    /// <summary>True for a Unix socket.</summary>
    public bool IsUnix => Family == LibcSockets.AF_UNIX;

    internal byte[] Name { get; }

    internal int Family { get; }

    /// <summary>An address and port.</summary>
    public static Destination Tcp(IPAddress address, int port)
    {
        Span<byte> name = stackalloc byte[SocketName.MaxLength];
        var length = SocketName.Write(address, port, name);
        return new Destination(name[..length].ToArray(), BitConverter.ToUInt16(name), new IPEndPoint(address, port).ToString());
    }

    /// <summary>A Unix socket by its path (a byte string), or null where the path is too long for one.</summary>
    public static Destination? Unix(string path)
    {
        if (path.Length is 0 or > LongestPath || path.Contains('\0'))
            return null;
        var name = new byte[2 + path.Length + 1];
        BitConverter.TryWriteBytes(name, (ushort)LibcSockets.AF_UNIX);
        Encoding.Latin1.GetBytes(path, name.AsSpan(2));
        return new Destination(name, LibcSockets.AF_UNIX, path);
    }

    /// <inheritdoc/>
    public override string ToString() => Text;
}
