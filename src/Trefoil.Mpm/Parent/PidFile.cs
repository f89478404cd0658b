using System.Globalization;
using System.Text;
using Trefoil.Io.Files;

namespace Trefoil.Mpm.Parent;

/// <summary>The file with the parent's process number.</summary>
internal sealed class PidFile
{
    private readonly string _path;

    internal PidFile(string path) => _path = path;

    internal string Path => _path;

    /// <summary>True when the file was there and somebody else's.</summary>
    internal bool WasOverwritten { get; private set; }

    /// <summary>Writes it under another name and renames it, so that a reader never sees half a number. 0 or -errno.</summary>
    internal int Write()
    {
        WasOverwritten = FileSystem.Stat(_path, out _) == 0 && Read() != Environment.ProcessId;
        var pid = Environment.ProcessId.ToString(CultureInfo.InvariantCulture);
        var temporary = $"{_path}.{pid}";
        FileSystem.Delete(temporary);
        var descriptor = FileSystem.CreateNew(temporary, 0x1A4);
        if (descriptor < 0)
            return descriptor;
        var error = FileSystem.WriteAll(descriptor, Encoding.ASCII.GetBytes(pid + "\n"));
        FileSystem.Close(descriptor);
        FileSystem.ChangeMode(temporary, 0x1A4);
        if (error == 0)
            error = FileSystem.Rename(temporary, _path);
        if (error < 0)
            FileSystem.Delete(temporary);
        return error;
    }

    /// <summary>The number in it, or 0.</summary>
    internal int Read()
    {
        var bytes = FileSystem.ReadAll(_path, out _, 64);
        return bytes is not null && int.TryParse(Encoding.ASCII.GetString(bytes).Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var pid) ? pid : 0;
    }

    /// <summary>Removes it if it is still ours. 0 or -errno; 1 when it was another's.</summary>
    internal int Remove() => Read() == Environment.ProcessId ? FileSystem.Delete(_path) : 1;
}
