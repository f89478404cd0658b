using System.Text;
using Trefoil.Io.Files;
using Trefoil.Io.Logs;
using Trefoil.Io.Native;
using Trefoil.Io.Processes;

namespace Trefoil.Io.Tests.Logs;

public sealed class LogOpenerTests : IDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("trefoil-opener-").FullName;
    private readonly LogOpener _opener = new();

    public void Dispose()
    {
        _opener.Close();
        Directory.Delete(_directory, recursive: true);
    }

    [Fact]
    public void The_same_name_is_opened_once_and_appended_to()
    {
        var path = _directory + "/log";
        File.WriteAllText(path, "old\n");
        var descriptor = _opener.Open(path);
        Assert.Equal(descriptor, _opener.Open(path));
        FileSystem.WriteAll(descriptor, "new\n"u8);
        Assert.Equal("old\nnew\n", File.ReadAllText(path));
        Assert.Equal([path], _opener.Descriptors.Keys);
    }

    [Fact]
    public void A_new_file_is_readable_for_all_and_writable_for_us()
    {
        var descriptor = _opener.Open(_directory + "/log");
        FileSystem.Stat(descriptor, out var status);
        Assert.Equal(0x1A4 & ~Umask(), status.Mode & 0x1FF);
    }

    [Fact]
    public void What_cannot_be_opened_gives_the_error_number() => Assert.Equal(-Errno.ENOENT, _opener.Open(_directory + "/no/log"));

    [Fact]
    public void A_program_that_is_not_there_gives_the_error_number() => Assert.Equal(-Errno.ENOENT, _opener.Open("|" + _directory + "/program"));

    [Theory]
    [InlineData("|$cat >> {0}/out")]
    [InlineData("|/bin/sh -c \"cat >> {0}/out\"")]
    [InlineData("||sh -c 'cat >> {0}/out'")]
    public void Lines_reach_the_program(string destination)
    {
        var descriptor = _opener.Open(string.Format(System.Globalization.CultureInfo.InvariantCulture, destination, _directory));
        Assert.True(descriptor > 0);
        FileSystem.WriteAll(descriptor, "line\n"u8);
        var process = _opener.Programs[0];
        _opener.Close();
        AwaitEnd(process);
        Assert.Equal("line\n", File.ReadAllText(_directory + "/out"));
    }

    [Fact]
    public void A_program_that_dies_is_started_again_and_no_line_is_lost()
    {
        var descriptor = _opener.Open($"|$exec tee -a {_directory}/out > /dev/null");
        var program = _opener.Programs[0];
        FileSystem.WriteAll(descriptor, "one\n"u8);
        AwaitLength(4);
        var first = program.ProcessId;
        CurrentProcess.Signal(first, Signals.KILL);
        var records = new List<LogRecord>();
        while (records.Count == 0)
        {
            FileSystem.WriteAll(descriptor, "x\n"u8);
            _opener.Tend(records.Add);
            Thread.Yield();
            if (File.ReadAllText(_directory + "/out").Length > 1000)
                Assert.Fail("the program does not die");
        }
        FileSystem.WriteAll(descriptor, "two\n"u8);
        Assert.NotEqual(first, program.ProcessId);
        Assert.Equal(106, records[0].Code);
        Assert.Equal($"piped log program 'exec tee -a {_directory}/out > /dev/null' failed unexpectedly", records[0].Message);
        _opener.Close();
        AwaitEnd(program);
        Assert.EndsWith("two\n", File.ReadAllText(_directory + "/out"));
    }

    [Fact]
    public void Commands_are_cut_like_a_shell_would() =>
        Assert.Equal(["/bin/x", "a b", "c\"d", "", "e f", "g\\h"], LogCommand.Split("/bin/x 'a b' c\\\"d '' e\\ f  g\\h"));

    private void AwaitLength(int length)
    {
        var path = _directory + "/out";
        SpinWait.SpinUntil(() => File.Exists(path) && new FileInfo(path).Length >= length, TimeSpan.FromSeconds(30));
        Assert.Equal(length, Encoding.Latin1.GetByteCount(File.ReadAllText(path)));
    }

    private static void AwaitEnd(PipedLog program) => Assert.True(SpinWait.SpinUntil(program.HasEnded, TimeSpan.FromSeconds(30)));

    private static int Umask()
    {
        var line = File.ReadLines("/proc/self/status").First(row => row.StartsWith("Umask:", StringComparison.Ordinal));
        return Convert.ToInt32(line[6..].Trim(), 8);
    }
}
