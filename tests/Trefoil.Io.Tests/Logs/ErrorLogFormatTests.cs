using Trefoil.Io.Logs;

namespace Trefoil.Io.Tests.Logs;

public sealed class ErrorLogFormatTests : IDisposable
{
    private readonly LogFile _file = new();

    public void Dispose() => _file.Dispose();

    private static ErrorLogFormat Layout(string text)
    {
        var format = ErrorLogFormat.ParseMain(text, out var error);
        Assert.Null(error);
        return format!;
    }

    private static ErrorLogFormat Once(string text)
    {
        var format = ErrorLogFormat.ParseOnce(text, out var error);
        Assert.Null(error);
        return format!;
    }

    private string Written(string format, LogRecord record)
    {
        new FileErrorLog(_file.Descriptor, new ErrorLogFormats(Layout(format), [], [])).Write(record);
        return _file.Text.TrimEnd('\n');
    }

    private static LogRecord Record(LogLevel level = LogLevel.Error, int errno = 0, ILogOrigin? origin = null) => new(level, "core", 7, "message", errno, origin);

    // The expected lines were written by Apache 2.4.71 from the same formats.
    [Theory]
    [InlineData("%M", "AH00007: message")]
    [InlineData("[%l] [%m] %M %% a", "[error] [core] AH00007: message % a")]
    [InlineData("[%-a] [%A] [%v] [%k] %M", "[-] AH00007: message")]
    [InlineData("%7F x%E y %M %l", " y AH00007: message error")]
    [InlineData("x\\ %a\\ y %M", " AH00007: message")]
    [InlineData("%l% %E% %M", "errorAH00007: message")]
    [InlineData("%3l %7m %M", "error AH00007: message")]
    [InlineData("a\\tb %M", "a\tb AH00007: message")]
    public void Empty_items_take_their_field_along(string format, string line) => Assert.Equal(line, Written(format, Record()));

    [Fact]
    public void Values_come_from_the_origin()
    {
        var origin = new StubOrigin(FileErrorLog.StandardError) { LogClient = "10.0.0.1:99", RequestIdentity = new LogIdentity(), ConnectionIdentity = new LogIdentity() };
        origin.Items["iUser-Agent"] = "x\n1";
        origin.Items["v"] = "www.example.org";
        var line = Written("[%a] %{User-Agent}i %v %L %{c}L %E %P: %M", Record(errno: 2, origin: origin));
        Assert.Equal($"[10.0.0.1:99] x\\n1 www.example.org {origin.RequestIdentity.Id} {origin.ConnectionIdentity.Id} (2)No such file or directory {Environment.ProcessId}: AH00007: message", line);
        Assert.Equal(11, origin.RequestIdentity.Id.Length);
        Assert.NotEqual(origin.RequestIdentity.Id, origin.ConnectionIdentity.Id);
    }

    [Theory]
    [InlineData("%t", @"^\w{3} \w{3} \d\d \d\d:\d\d:\d\d \d{4}$")]
    [InlineData("%{u}t", @"^\w{3} \w{3} \d\d \d\d:\d\d:\d\d\.\d{6} \d{4}$")]
    [InlineData("%{cu}t", @"^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.\d{6}$")]
    [InlineData("%{cuz}t", @"^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.\d{6} [+-]\d{4}$")]
    [InlineData("%{z}t", @"^\w{3} \w{3} \d\d \d\d:\d\d:\d\d \d{4} [+-]\d{4}$")]
    [InlineData("%{%Y/%m}t", @"^\d{4}/\d\d$")]
    public void Times_have_the_forms_of_Apache(string item, string pattern) =>
        Assert.Matches(pattern, Written(item + "|%M", Record()).Split('|')[0]);

    [Theory]
    [InlineData("%l", "main ErrorLogFormat must contain message format string '%M'")]
    [InlineData("%Q %M", "Unrecognized error log format directive %Q")]
    [InlineData("%+a %M", "The '+' flag cannot be used in the main error log format")]
    [InlineData("%M %{abc", "Ran off end of error log format parsing args to some directive")]
    public void A_bad_main_format_is_refused(string format, string reason)
    {
        Assert.Null(ErrorLogFormat.ParseMain(format, out var error));
        Assert.Equal(reason, error);
    }

    [Fact]
    public void The_message_has_no_place_in_an_opening_line()
    {
        Assert.Null(ErrorLogFormat.ParseOnce("%M", out var error));
        Assert.Equal("%M cannot be used in once-per-request or once-per-connection formats", error);
    }

    [Fact]
    public void Opening_lines_come_once_for_each_connection_and_request()
    {
        var log = new FileErrorLog(_file.Descriptor, new ErrorLogFormats(Layout("%M"), [Once("connection from %a")], [Once("request %+v"), Once("agent %+{User-Agent}i")]));
        var connection = new LogIdentity();
        var first = new StubOrigin(log) { LogClient = "c:1", ConnectionIdentity = connection, RequestIdentity = new LogIdentity() };
        first.Items["v"] = "host";
        var second = new StubOrigin(log) { LogClient = "c:1", ConnectionIdentity = connection, RequestIdentity = new LogIdentity() };
        log.Write(Record(origin: first));
        log.Write(Record(origin: first));
        log.Write(Record(origin: second));
        Assert.Equal(["connection from c:1", "request host", "AH00007: message", "AH00007: message", "AH00007: message"], _file.Lines);
    }
}
