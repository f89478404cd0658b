using Trefoil.Io.Native;

namespace Trefoil.Io.Files;

/// <summary>What stat(2) tells about a file.</summary>
public readonly record struct FileStatus
{
    internal FileStatus(in StatxBuffer status)
    {
        Mode = status.Mode;
        Kind = (Mode & 0xF000) switch
        {
            0x8000 => FileKind.Regular,
            0x4000 => FileKind.Directory,
            0xA000 => FileKind.Link,
            _ => FileKind.Other,
        };
        Size = (long)status.Size;
        ModifiedMicroseconds = status.ModifySeconds * 1_000_000 + status.ModifyNanoseconds / 1000;
        AccessedMicroseconds = status.AccessSeconds * 1_000_000 + status.AccessNanoseconds / 1000;
        ChangedMicroseconds = status.ChangeSeconds * 1_000_000 + status.ChangeNanoseconds / 1000;
        Inode = status.Inode;
        Device = ((ulong)status.DeviceMajor << 32) | status.DeviceMinor;
        UserId = status.UserId;
        GroupId = status.GroupId;
        Links = status.Links;
    }

    /// <summary>What it is; <see cref="FileKind.None"/> where nothing was found.</summary>
    public FileKind Kind { get; init; }

    /// <summary>True where something was found.</summary>
    public bool Exists => Kind != FileKind.None;

    /// <summary>st_mode with the type bits.</summary>
    public int Mode { get; init; }

    /// <summary>Length in bytes.</summary>
    public long Size { get; init; }

    /// <summary>Last modification, Unix microseconds.</summary>
    public long ModifiedMicroseconds { get; init; }

    /// <summary>Last access, Unix microseconds.</summary>
    public long AccessedMicroseconds { get; init; }

    /// <summary>Last change of the inode, Unix microseconds.</summary>
    public long ChangedMicroseconds { get; init; }

    /// <summary>Inode number.</summary>
    public ulong Inode { get; init; }

    /// <summary>Device, major in the upper half.</summary>
    public ulong Device { get; init; }

    /// <summary>Owner.</summary>
    public uint UserId { get; init; }

    /// <summary>Group.</summary>
    public uint GroupId { get; init; }

    /// <summary>Number of hard links.</summary>
    public uint Links { get; init; }

    /// <summary>True when it is the same file, unchanged in length and time.</summary>
    public bool SameVersion(in FileStatus other) =>
        Inode == other.Inode && Device == other.Device && Size == other.Size && ModifiedMicroseconds == other.ModifiedMicroseconds
        && ChangedMicroseconds == other.ChangedMicroseconds && Mode == other.Mode;
}
