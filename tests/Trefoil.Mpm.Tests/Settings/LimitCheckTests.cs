using Trefoil.Io.Logs;
using Trefoil.Mpm.Settings;

namespace Trefoil.Mpm.Tests.Settings;

public sealed class LimitCheckTests
{
    [Theory]
    // 1, 2
    [InlineData("event", "SL=300000 MRW=400", 497, "ServerLimit of 300000 exceeds compile-time limit of 20000 servers, decreasing to 20000.", "ServerLimit of 300000 exceeds compile-time limit of 20000, decreasing to match")]
    [InlineData("worker", "SL=300000 MRW=400", 300, "ServerLimit of 300000 exceeds compile-time limit of 20000 servers, decreasing to 20000.", null)]
    [InlineData("prefork", "SL=300000", 175, "ServerLimit of 300000 exceeds compile-time limit of 200000 servers, decreasing to 200000.", null)]
    [InlineData("event", "SL=0 MRW=25", 499, "ServerLimit of 0 not allowed, increasing to 1.", "ServerLimit of 0 not allowed, increasing to 1")]
    [InlineData("worker", "SL=0 MRW=25", 302, "ServerLimit of 0 not allowed, increasing to 1.", null)]
    [InlineData("prefork", "SL=0 MRW=1", 177, "ServerLimit of 0 not allowed, increasing to 1.", null)]
    // 4, 5
    [InlineData("event", "TL=200000", 502, "ThreadLimit of 200000 exceeds compile-time limit of 100000 threads, decreasing to 100000.", null)]
    [InlineData("worker", "TL=200000", 305, "ThreadLimit of 200000 exceeds compile-time limit of 20000 threads, decreasing to 20000.", null)]
    [InlineData("event", "TL=0 TPC=1 MRW=16", 504, "ThreadLimit of 0 not allowed, increasing to 1.", null)]
    [InlineData("worker", "TL=0 TPC=1 MRW=16", 307, "ThreadLimit of 0 not allowed, increasing to 1.", null)]
    // 7, 8
    [InlineData("event", "TPC=100 MRW=640", 507, "ThreadsPerChild of 100 exceeds ThreadLimit of 64 threads, decreasing to 64. To increase, please see the ThreadLimit directive.", "ThreadsPerChild of 100 exceeds ThreadLimit of 64, decreasing to match")]
    [InlineData("worker", "TPC=100 MRW=640", 310, "ThreadsPerChild of 100 exceeds ThreadLimit of 64 threads, decreasing to 64. To increase, please see the ThreadLimit directive.", null)]
    [InlineData("event", "TPC=0 MRW=16", 509, "ThreadsPerChild of 0 not allowed, increasing to 1.", null)]
    [InlineData("worker", "TPC=-3 MRW=16", 312, "ThreadsPerChild of -3 not allowed, increasing to 1.", null)]
    // 9, 10, 11
    [InlineData("event", "MRW=10", 511, "MaxRequestWorkers of 10 is less than ThreadsPerChild of 25, increasing to 25. MaxRequestWorkers must be at least as large as the number of threads in a single server.", "MaxRequestWorkers of 10 is less than ThreadsPerChild of 25, increasing to match")]
    [InlineData("worker", "MRW=0", 314, "MaxRequestWorkers of 0 is less than ThreadsPerChild of 25, increasing to 25. MaxRequestWorkers must be at least as large as the number of threads in a single server.", null)]
    [InlineData("event", "MRW=110", 513, "MaxRequestWorkers of 110 is not an integer multiple of ThreadsPerChild of 25, decreasing to nearest multiple 100, for a maximum of 4 servers.", "MaxRequestWorkers of 110 is not an integer multiple of ThreadsPerChild of 25, decreasing to nearest multiple 100")]
    [InlineData("worker", "MRW=95 TPC=10", 316, "MaxRequestWorkers of 95 is not an integer multiple of ThreadsPerChild of 10, decreasing to nearest multiple 90, for a maximum of 9 servers.", null)]
    [InlineData("event", "MRW=1000", 515, "MaxRequestWorkers of 1000 would require 40 servers and would exceed ServerLimit of 16, decreasing to 400. To increase, please see the ServerLimit directive.", "MaxRequestWorkers of 1000 would require 40 servers and exceed ServerLimit of 16, decreasing to 400")]
    [InlineData("worker", "MRW=1000", 318, "MaxRequestWorkers of 1000 would require 40 servers and would exceed ServerLimit of 16, decreasing to 400. To increase, please see the ServerLimit directive.", null)]
    [InlineData("prefork", "MRW=1000", 180, "MaxRequestWorkers of 1000 exceeds ServerLimit value of 256 servers, decreasing MaxRequestWorkers to 256. To increase, please see the ServerLimit directive.", null)]
    [InlineData("prefork", "MRW=0", 182, "MaxRequestWorkers of 0 not allowed, increasing to 1.", null)]
    // 13, 14
    [InlineData("prefork", "SS=0", 184, "StartServers of 0 not allowed, increasing to 1.", null)]
    [InlineData("worker", "SS=0", 320, "StartServers of 0 not allowed, increasing to 1.", null)]
    [InlineData("event", "SS=0", 517, "StartServers of 0 not allowed, increasing to 1.", "StartServers of 0 not allowed, increasing to 1")]
    [InlineData("prefork", "MIN=0", 186, "MinSpareServers of 0 not allowed, increasing to 1 to avoid almost certain server failure. Please read the documentation.", null)]
    [InlineData("worker", "MIN=0", 322, "MinSpareThreads of 0 not allowed, increasing to 1 to avoid almost certain server failure. Please read the documentation.", null)]
    [InlineData("event", "MIN=0", 519, "MinSpareThreads of 0 not allowed, increasing to 1 to avoid almost certain server failure. Please read the documentation.", "MinSpareThreads of 0 not allowed, increasing to 1")]
    public void EachCorrectionIsReportedInItsWords(string mpm, string written, int code, string start, string? restart)
    {
        var kind = Enum.Parse<MpmKind>(mpm, ignoreCase: true);
        LimitCheck.Run(kind, Parse(written), restart: false, 1, out var atStart);
        Assert.Equal([new LimitMessage(LogLevel.Warn, code, "WARNING: " + start)], atStart);
        LimitCheck.Run(kind, Parse(written), restart: true, 1, out var atRestart);
        Assert.Equal(code + 1, Assert.Single(atRestart).Code);
        if (restart is not null)
            Assert.Equal(restart, atRestart[0].Text);
    }

    [Theory]
    [InlineData("prefork", 188)]
    [InlineData("worker", 324)]
    [InlineData("event", 521)]
    public void OldNamesAreMentioned(string mpm, int code)
    {
        var settings = new MpmSettings { UsesMaxClients = true, UsesMaxRequestsPerChild = true };
        LimitCheck.Run(Enum.Parse<MpmKind>(mpm, ignoreCase: true), settings, restart: false, 1, out var messages);
        Assert.Equal([code, 545], messages.Select(message => message.Code));
        Assert.All(messages, message => Assert.Equal(LogLevel.Info, message.Level));
    }

    [Theory]
    [InlineData("prefork", "", 5, 5, 10, 1, 256, 256)]
    [InlineData("worker", "", 3, 75, 250, 25, 400, 16)]
    [InlineData("event", "", 3, 75, 250, 25, 400, 16)]
    // The value that was announced is the value in effect.
    [InlineData("event", "SL=2 TPC=4 MRW=40", 2, 75, 250, 4, 8, 2)]
    // A MaxSpare below its floor is raised without a word.
    [InlineData("event", "MIN=5 TPC=5 MAX=1 MRW=50", 3, 5, 11, 5, 50, 10)]
    [InlineData("prefork", "MIN=5 MAX=1", 5, 5, 6, 1, 256, 256)]
    [InlineData("prefork", "SS=20 MRW=10", 10, 5, 10, 1, 10, 10)]
    public void EffectiveLimits(string mpm, string written, int start, int min, int max, int threads, int workers, int daemons)
    {
        var limits = LimitCheck.Run(Enum.Parse<MpmKind>(mpm, ignoreCase: true), Parse(written), restart: false, 1, out _);
        Assert.Equal((start, min, max, threads, workers, daemons),
            (limits.StartServers, limits.MinSpare, limits.MaxSpare, limits.ThreadsPerChild, limits.MaxRequestWorkers, limits.Daemons));
    }

    [Fact]
    public void EveryBucketKeepsAChild()
    {
        var limits = LimitCheck.Run(MpmKind.Event, Parse("TPC=4 MRW=4 SS=1 MIN=1 MAX=1"), restart: false, 3, out _);
        Assert.Equal((3, 3, 11, 26), (limits.Daemons, limits.StartServers, limits.MinSpare, limits.MaxSpare));
    }

    private static MpmSettings Parse(string written)
    {
        var settings = new MpmSettings();
        foreach (var part in written.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            var value = int.Parse(part[(part.IndexOf('=') + 1)..]);
            switch (part[..part.IndexOf('=')])
            {
                case "SL": settings.ServerLimit = value; break;
                case "TL": settings.ThreadLimit = value; break;
                case "TPC": settings.ThreadsPerChild = value; break;
                case "MRW": settings.MaxRequestWorkers = value; break;
                case "SS": settings.StartServers = value; break;
                case "MIN": settings.MinSpare = value; break;
                case "MAX": settings.MaxSpare = value; break;
            }
        }
        return settings;
    }
}
