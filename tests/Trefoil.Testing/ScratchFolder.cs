namespace Trefoil.Testing;

/// <summary>A private folder that other users may read, removed at the end.</summary>
public sealed class ScratchFolder : IDisposable
{
    private const UnixFileMode Everybody = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute
        | UnixFileMode.GroupRead | UnixFileMode.GroupExecute | UnixFileMode.OtherRead | UnixFileMode.OtherExecute;

    public ScratchFolder()
    {
        Path = "/tmp/trefoil-" + Guid.NewGuid().ToString("N")[..10];
        Directory.CreateDirectory(Path, Everybody);
    }

    public string Path { get; }

    public string Folder(string name)
    {
        var path = Path + "/" + name;
        Directory.CreateDirectory(path, Everybody);
        return path;
    }

    public string Write(string name, string text)
    {
        var path = Path + "/" + name;
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!, Everybody);
        File.WriteAllBytes(path, System.Text.Encoding.Latin1.GetBytes(text));
        return path;
    }

    public void Dispose()
    {
        try
        {
            Directory.Delete(Path, recursive: true);
        }
        catch (IOException)
        {
            // A process that is still ending may write a last line into the folder.
        }
    }
}
