using Trefoil.Mpm.Parent;

namespace Trefoil.Mpm.Tests.Parent;

public sealed class PidFileTests : IDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("pidfile").FullName;

    [Fact]
    public void HoldsOurNumberAndGoesAway()
    {
        var file = new PidFile(Path.Combine(_directory, "x.pid"));
        Assert.Equal(0, file.Write());
        Assert.False(file.WasOverwritten);
        Assert.Equal($"{Environment.ProcessId}\n", File.ReadAllText(file.Path));
        Trefoil.Io.Files.FileSystem.Stat(file.Path, out var status);
        Assert.Equal(0x1A4, status.Mode & 0x1FF);
        Assert.Equal(0, file.Write());
        Assert.False(file.WasOverwritten);
        Assert.Equal(0, file.Remove());
        Assert.Empty(Directory.GetFiles(_directory));
    }

    [Fact]
    public void AnOldOneIsOverwrittenAndAnothersIsLeft()
    {
        var file = new PidFile(Path.Combine(_directory, "x.pid"));
        File.WriteAllText(file.Path, "1\n");
        Assert.Equal(1, file.Remove());
        Assert.Equal(0, file.Write());
        Assert.True(file.WasOverwritten);
    }

    [Fact]
    public void AMissingDirectoryIsAnError() => Assert.Equal(-2, new PidFile(Path.Combine(_directory, "no", "x.pid")).Write());

    public void Dispose() => Directory.Delete(_directory, true);
}
