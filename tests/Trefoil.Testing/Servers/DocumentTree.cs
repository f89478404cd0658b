using System.Text;

namespace Trefoil.Testing;

/// <summary>Writes fixture files with fixed modification times, so that validators are the same in every run.</summary>
public sealed class DocumentTree(string root)
{
    public static readonly DateTime DefaultTime = new(2024, 2, 3, 4, 5, 6, DateTimeKind.Utc);

    public void Add(string name, string content, DateTime? modified = null, int? mode = null)
    {
        var path = root + "/" + name;
        MakeFolder(Path.GetDirectoryName(path)!);
        File.WriteAllBytes(path, Encoding.Latin1.GetBytes(content));
        File.SetLastWriteTimeUtc(path, modified ?? DefaultTime);
        File.SetUnixFileMode(path, (UnixFileMode)(mode ?? 0b110_100_100));
    }

    public void AddFolder(string name) => MakeFolder(root + "/" + name);

    public void AddLink(string name, string target)
    {
        var path = root + "/" + name;
        MakeFolder(Path.GetDirectoryName(path)!);
        File.CreateSymbolicLink(path, target);
    }

    /// <summary>Gives every folder the default time, after all files are in place.</summary>
    public void Settle()
    {
        foreach (var folder in Directory.EnumerateDirectories(root, "*", SearchOption.AllDirectories))
        {
            Directory.SetLastWriteTimeUtc(folder, DefaultTime);
        }
    }

    private static void MakeFolder(string path) => Directory.CreateDirectory(path);
}
