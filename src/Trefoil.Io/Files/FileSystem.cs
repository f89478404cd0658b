using Trefoil.Io.Native;

namespace Trefoil.Io.Files;

/// <summary>Files by name. Names are byte strings (one char, one byte). Results are 0 or a descriptor, errors are -errno; nothing throws.</summary>
public static class FileSystem
{
    private const int ReadOnlyFlags = 0x80000 | 0x800; // O_CLOEXEC | O_NONBLOCK: a FIFO must not hold the opener

    /// <summary>Stat of a name, links followed. 0 or -errno.</summary>
    public static int Stat(string path, out FileStatus status) => Stat(path, 0, out status);

    /// <summary>Stat of a name, a link at its end not followed. 0 or -errno.</summary>
    public static int LinkStat(string path, out FileStatus status) => Stat(path, LibcFiles.AT_SYMLINK_NOFOLLOW, out status);

    /// <summary>Stat of an open descriptor. 0 or -errno.</summary>
    public static int Stat(int descriptor, out FileStatus status)
    {
        var result = LibcFiles.Statx(descriptor, "", LibcFiles.AT_EMPTY_PATH, out var buffer);
        status = result == 0 ? new FileStatus(buffer) : default;
        return result;
    }

    /// <summary>Opens for reading (close-on-exec, never waits for a writer). Descriptor or -errno.</summary>
    public static int OpenRead(string path) => ByteText.HasNul(path) ? -Errno.ENOENT : LibcFiles.Open(LibcFiles.AT_FDCWD, path, ReadOnlyFlags, 0);

    /// <summary>Opens for reading unless the last part is a symbolic link (-ELOOP then).</summary>
    public static int OpenReadNoFollow(string path) => ByteText.HasNul(path) ? -Errno.ENOENT : LibcFiles.Open(LibcFiles.AT_FDCWD, path, ReadOnlyFlags | 0x20000, 0);

    /// <summary>Opens for reading unless any part behind <paramref name="directory"/> is a symbolic link or leads out of it (openat2: RESOLVE_BENEATH, RESOLVE_NO_SYMLINKS).</summary>
    public static int OpenReadBeneath(int directory, string path, bool followLinks) =>
        LibcFiles.OpenBeneath(directory, path, ReadOnlyFlags, followLinks ? 0x08u | 0x02u : 0x08u | 0x04u | 0x02u);

    /// <summary>Opens a directory. Descriptor or -errno.</summary>
    public static int OpenDirectory(string path) => LibcFiles.Open(LibcFiles.AT_FDCWD, path, ReadOnlyFlags | 0x10000, 0);

    /// <summary>Opens for appending, made with that mode if it is not there. Descriptor or -errno.</summary>
    public static int OpenAppend(string path, int mode = 0x1A4) => LibcFiles.Open(LibcFiles.AT_FDCWD, path, 0x80000 | 0x1 | 0x40 | 0x400, (uint)mode);

    /// <summary>Makes or empties a file for writing. Descriptor or -errno.</summary>
    public static int Create(string path, int mode = 0x1A4) => LibcFiles.Open(LibcFiles.AT_FDCWD, path, 0x80000 | 0x1 | 0x40 | 0x200, (uint)mode);

    /// <summary>Makes a file that must not be there yet, for reading and writing. Descriptor or -errno.</summary>
    public static int CreateNew(string path, int mode = 0x1A4) => LibcFiles.Open(LibcFiles.AT_FDCWD, path, 0x80000 | 0x2 | 0x40 | 0x80, (uint)mode);

    /// <summary>A second descriptor on the same open file, close-on-exec. Descriptor or -errno.</summary>
    public static int Duplicate(int descriptor) => LibcFiles.Duplicate(descriptor);

    /// <summary>Closes a descriptor.</summary>
    public static void Close(int descriptor) => LibcFiles.Close(descriptor);

    /// <summary>Reads at a place: number of bytes, 0 at the end, -errno.</summary>
    public static int ReadAt(int descriptor, Span<byte> buffer, long offset) => (int)LibcFiles.Pread(descriptor, buffer, offset);

    /// <summary>Reads on: number of bytes, 0 at the end, -errno.</summary>
    public static int Read(int descriptor, Span<byte> buffer) => (int)LibcFiles.Read(descriptor, buffer);

    /// <summary>Writes once: number of bytes or -errno.</summary>
    public static int Write(int descriptor, ReadOnlySpan<byte> data) => (int)LibcFiles.Write(descriptor, data);

    /// <summary>Writes everything: 0 or -errno.</summary>
    public static int WriteAll(int descriptor, ReadOnlySpan<byte> data)
    {
        while (!data.IsEmpty)
        {
            var put = LibcFiles.Write(descriptor, data);
            if (put < 0)
                return (int)put;
            data = data[(int)put..];
        }
        return 0;
    }

    /// <summary>A whole file of at most <paramref name="limit"/> bytes; null and -errno (-EFBIG above the limit) otherwise.</summary>
    public static byte[]? ReadAll(string path, out int error, long limit = int.MaxValue)
    {
        var descriptor = OpenRead(path);
        error = descriptor < 0 ? descriptor : 0;
        if (descriptor < 0)
            return null;
        try
        {
            return ReadAll(descriptor, out error, limit);
        }
        finally
        {
            Close(descriptor);
        }
    }

    /// <summary>The rest of an open file; null and -errno otherwise.</summary>
    public static byte[]? ReadAll(int descriptor, out int error, long limit = int.MaxValue)
    {
        error = Stat(descriptor, out var status);
        if (error == 0 && status.Kind == FileKind.Directory)
            error = -Errno.EISDIR;
        if (error == 0 && status.Size > limit)
            error = -Errno.EFBIG;
        if (error < 0)
            return null;
        var data = new byte[Math.Max(status.Size, 512)];
        var length = 0;
        while (true)
        {
            if (length == data.Length)
                Array.Resize(ref data, data.Length * 2);
            var got = Read(descriptor, data.AsSpan(length));
            if (got < 0)
            {
                error = got;
                return null;
            }
            if (got == 0)
                return length == data.Length ? data : data[..length];
            length += got;
            if (length > limit)
            {
                error = -Errno.EFBIG;
                return null;
            }
        }
    }

    /// <summary>The target of a symbolic link; null and -errno otherwise.</summary>
    public static string? ReadLink(string path, out int error)
    {
        Span<byte> target = stackalloc byte[4096];
        var got = LibcFiles.ReadLink(path, target);
        error = got < 0 ? (int)got : 0;
        return got < 0 ? null : System.Text.Encoding.Latin1.GetString(target[..(int)got]);
    }

    /// <summary>Removes a file. 0 or -errno.</summary>
    public static int Delete(string path) => LibcFiles.Unlink(path, 0);

    /// <summary>Removes an empty directory. 0 or -errno.</summary>
    public static int DeleteDirectory(string path) => LibcFiles.Unlink(path, LibcFiles.AT_REMOVEDIR);

    /// <summary>Renames, replacing what is there. 0 or -errno.</summary>
    public static int Rename(string from, string to) => LibcFiles.Rename(from, to);

    /// <summary>Makes a directory. 0 or -errno.</summary>
    public static int MakeDirectory(string path, int mode = 0x1ED) => LibcFiles.MakeDirectory(path, (uint)mode);

    /// <summary>Changes permission bits. 0 or -errno.</summary>
    public static int ChangeMode(string path, int mode) => LibcFiles.ChangeMode(path, (uint)mode);

    /// <summary>True when the process may execute the file.</summary>
    public static bool MayExecute(string path) => LibcFiles.Access(path, 1) == 0;

    /// <summary>The names in a directory without "." and ".."; null and -errno otherwise. Order is the file system's.</summary>
    public static List<string>? List(string path, out int error)
    {
        var names = new List<string>();
        error = ForEachName(path, names.Add);
        return error < 0 ? null : names;
    }

    /// <summary>Calls <paramref name="action"/> for each name in a directory but "." and "..". 0 or -errno.</summary>
    public static int ForEachName(string path, Action<string> action)
    {
        var descriptor = OpenDirectory(path);
        if (descriptor < 0)
            return descriptor;
        try
        {
            var buffer = new byte[32 * 1024];
            while (true)
            {
                var got = LibcFiles.ReadDirectory(descriptor, buffer);
                if (got <= 0)
                    return got;
                for (var at = 0; at < got;)
                {
                    // struct linux_dirent64: inode 8, offset 8, record length 2, type 1, zero-terminated name
                    var length = BitConverter.ToUInt16(buffer, at + 16);
                    var name = buffer.AsSpan(at + 19, length - 19);
                    name = name[..name.IndexOf((byte)0)];
                    at += length;
                    if (!name.SequenceEqual("."u8) && !name.SequenceEqual(".."u8))
                        action(System.Text.Encoding.Latin1.GetString(name));
                }
            }
        }
        finally
        {
            Close(descriptor);
        }
    }

    private static int Stat(string path, int flags, out FileStatus status)
    {
        if (ByteText.HasNul(path))
        {
            status = default;
            return -Errno.ENOENT;
        }
        var result = LibcFiles.Statx(LibcFiles.AT_FDCWD, path, flags, out var buffer);
        status = result == 0 ? new FileStatus(buffer) : default;
        return result;
    }
}
