using System.Text.RegularExpressions;
using Trefoil.Io.Logs;

namespace Trefoil.Io.Tests.Logs;

public sealed class FileErrorLogTests : IDisposable
{
    private const string Time = @"\[(Sun|Mon|Tue|Wed|Thu|Fri|Sat) (Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) \d\d \d\d:\d\d:\d\d\.\d{6} \d{4}\] ";

    private readonly LogFile _file = new();

    public void Dispose() => _file.Dispose();

    private string Written(LogRecord record)
    {
        new FileErrorLog(_file.Descriptor).Write(record);
        return _file.Text;
    }

    [Fact]
    public void A_server_line_has_time_module_level_process_and_code()
    {
        var line = Written(new LogRecord(LogLevel.Notice, "mpm_event", 489, "Apache/2.4.71 configured -- resuming normal operations", 0, null));
        Assert.Matches("^" + Time + @"\[mpm_event:notice\] \[pid " + Environment.ProcessId + @":tid \d+\] AH00489: Apache/2\.4\.71 configured -- resuming normal operations\n$", line);
    }

    [Fact]
    public void A_request_line_has_errno_client_and_referer_in_this_order()
    {
        var origin = new StubOrigin(FileErrorLog.StandardError) { LogClient = "127.0.0.1:4711", LogReferer = "http://x/\n" };
        var line = Written(new LogRecord(LogLevel.Error, "core", 132, "file permissions deny server access: /x", 13, origin));
        Assert.EndsWith("] (13)Permission denied: [client 127.0.0.1:4711] AH00132: file permissions deny server access: /x, referer: http://x/\\n\n", line);
    }

    [Fact]
    public void A_startup_line_has_no_prefix() =>
        Assert.Equal("AH00558: httpd: no name\n", Written(new LogRecord(LogLevel.Alert, "core", 558, "httpd: no name", 0, null) { IsStartup = true }));

    [Fact]
    public void A_message_without_code_has_none() =>
        Assert.EndsWith("] no listening sockets available, shutting down\n", Written(new LogRecord(LogLevel.Alert, "mpm_event", 0, "no listening sockets available, shutting down", 0, null)));

    [Theory]
    [InlineData("a\nb", "a\\nb")]
    [InlineData("a\rb\tc\bd\ve", "a\\rb\\tc\\bd\\ve")]
    [InlineData("back\\slash", "back\\\\slash")]
    [InlineData("\"quoted\"", "\"quoted\"")]
    [InlineData("\x1b[31m\x7f", "\\x1b[31m\\x7f")]
    [InlineData("caf\u00e9", "caf\\xe9")]
    [InlineData("line end\n", "line end")]
    public void What_could_forge_a_line_is_escaped(string message, string written) =>
        Assert.EndsWith("] " + written + "\n", Written(new LogRecord(LogLevel.Error, "core", 0, message, 0, null)));

    [Fact]
    public void A_long_line_is_cut_at_8192_bytes_with_its_end()
    {
        var text = Written(new LogRecord(LogLevel.Error, "core", 0, new string('x', 20_000), 0, null));
        Assert.Equal(8192, text.Length);
        Assert.EndsWith("x\n", text);
    }

    [Fact]
    public void Lines_of_many_threads_stay_whole()
    {
        var log = new FileErrorLog(_file.Descriptor);
        var threads = Enumerable.Range(0, 8).Select(t => new Thread(() =>
        {
            for (var i = 0; i < 200; i++)
                log.Write(new LogRecord(LogLevel.Error, "core", 0, $"<{t}:{i}>" + new string('y', 300), 0, null));
        })).ToArray();
        foreach (var thread in threads)
            thread.Start();
        foreach (var thread in threads)
            thread.Join();
        var lines = _file.Lines;
        Assert.Equal(1600, lines.Length);
        Assert.All(lines, line => Assert.Matches("^" + Time + @"\[core:error\] \[pid \d+:tid \d+\] <\d:\d+>y{300}$", line));
        Assert.Equal(1600, lines.Select(line => Regex.Match(line, "<.*>").Value).Distinct().Count());
    }

    [Fact]
    public void Notice_goes_to_a_file_whatever_the_level()
    {
        var origin = new StubOrigin(new FileErrorLog(_file.Descriptor)) { LogLevels = new LogLevels(LogLevel.Emerg, null) };
        Log.Write(origin, LogLevel.Error, "core", 1, "hidden");
        Log.Write(origin, LogLevel.Notice, "core", 94, "shown");
        Assert.Single(_file.Lines);
        Assert.EndsWith("AH00094: shown", _file.Lines[0]);
    }
}
