namespace Trefoil.Bench.Scenarios;

/// <summary>The files that are asked for.</summary>
internal static class Documents
{
    internal static string Make(string work)
    {
        var folder = Path.Combine(work, "htdocs");
        if (Directory.Exists(folder))
            return folder;
        var deep = Directory.CreateDirectory(Path.Combine(folder, "a/b/c/d/e/f/g/h/i/j")).FullName;
        Write(Path.Combine(folder, "index.html"), 64);
        Write(Path.Combine(folder, "1k.html"), 1024);
        Write(Path.Combine(folder, "10k.html"), 10 * 1024);
        Write(Path.Combine(folder, "100k.html"), 100 * 1024);
        Write(Path.Combine(folder, "5m.bin"), 5 * 1024 * 1024);
        Write(Path.Combine(deep, "1k.html"), 1024);
        foreach (var part in Directory.EnumerateDirectories(work, "*", SearchOption.AllDirectories).Append(work))
            File.SetUnixFileMode(part, (UnixFileMode)0b111_101_101);
        return folder;
    }

    private static void Write(string path, int length)
    {
        var bytes = new byte[length];
        Array.Fill(bytes, (byte)'x');
        File.WriteAllBytes(path, bytes);
        // Fresh files get a weak entity tag from some servers.
        File.SetLastWriteTimeUtc(path, DateTime.UtcNow.AddDays(-1));
    }
}
