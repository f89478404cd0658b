namespace Trefoil.Io.Files;

/// <summary>What a name stands for (the S_IFMT part of st_mode).</summary>
public enum FileKind
{
    /// <summary>Nothing is there.</summary>
    None,
    /// <summary>A regular file.</summary>
    Regular,
    /// <summary>A directory.</summary>
    Directory,
    /// <summary>A symbolic link.</summary>
    Link,
    /// <summary>A socket, pipe or device.</summary>
    Other,
}
