using System.Text;
using Trefoil.Io.Logs;

namespace Trefoil.Io.Tests.Logs;

public sealed class LogWriterTests : IDisposable
{
    private readonly LogFile _file = new();

    public void Dispose()
    {
        LogWriter.EndBatch();
        _file.Dispose();
    }

    [Fact]
    public void Outside_of_a_batch_a_line_is_written_at_once()
    {
        new LogWriter(_file.Descriptor).Append("one\n"u8);
        Assert.Equal("one\n", _file.Text);
    }

    [Fact]
    public void A_batch_is_written_at_its_end()
    {
        var writer = new LogWriter(_file.Descriptor);
        LogWriter.BeginBatch();
        writer.Append("one\n"u8);
        writer.Append("two\n"u8);
        Assert.Equal("", _file.Text);
        LogWriter.EndBatch();
        Assert.Equal("one\ntwo\n", _file.Text);
    }

    [Fact]
    public void A_buffered_log_outlasts_the_batch_until_it_is_flushed()
    {
        var writer = new LogWriter(_file.Descriptor, isBuffered: true);
        LogWriter.BeginBatch();
        writer.Append("one\n"u8);
        LogWriter.EndBatch();
        Assert.Equal("", _file.Text);
        LogWriter.FlushAll();
        Assert.Equal("one\n", _file.Text);
    }

    [Fact]
    public void No_line_of_any_thread_is_lost_or_torn()
    {
        var writer = new LogWriter(_file.Descriptor, isBuffered: true);
        var threads = Enumerable.Range(0, 6).Select(t => new Thread(() =>
        {
            for (var i = 0; i < 2000; i++)
                writer.Append(Encoding.Latin1.GetBytes($"{t}:{i}:{new string('z', i % 200)}\n"));
        })).ToArray();
        foreach (var thread in threads)
            thread.Start();
        while (threads.Any(thread => thread.IsAlive))
            LogWriter.FlushAll();
        LogWriter.FlushAll();
        Assert.Equal(12_000, _file.Lines.Length);
        Assert.Equal(12_000, _file.Lines.Distinct().Count());
        Assert.All(_file.Lines, line => Assert.Matches(@"^\d:\d+:z*$", line));
    }

    [Fact]
    public void A_line_longer_than_the_buffer_goes_out_whole_and_in_order()
    {
        var writer = new LogWriter(_file.Descriptor, isBuffered: true);
        writer.Append("first\n"u8);
        writer.Append(Encoding.Latin1.GetBytes(new string('x', 100_000) + "\n"));
        writer.Flush();
        Assert.Equal(["first", new string('x', 100_000)], _file.Lines);
    }
}
