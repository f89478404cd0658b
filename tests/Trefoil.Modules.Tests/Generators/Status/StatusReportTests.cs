using Trefoil.Io.Reactors;
using Trefoil.Modules.Generators.Status;
using Trefoil.Mpm;
using Trefoil.Mpm.Scoreboards;

namespace Trefoil.Modules.Tests.Generators.Status;

public sealed class StatusReportTests
{
    private const string Head = "ServerVersion,ServerMPM,Server Built,CurrentTime,RestartTime,ParentServerConfigGeneration,ParentServerMPMGeneration,ServerUptimeSeconds,ServerUptime,Load1,Load5,Load15,";
    private const string Traffic = "Total Accesses,Total kBytes,Total Duration,CPUUser,CPUSystem,CPUChildrenUser,CPUChildrenSystem,CPULoad,Uptime,ReqPerSec,BytesPerSec,BytesPerReq,DurationPerReq,";
    private const string Workers = "BusyWorkers,GracefulWorkers,IdleWorkers,";
    private const string Connections = "Processes,Stopping,ConnsTotal,ConnsAsyncWaitIO,ConnsAsyncWriting,ConnsAsyncKeepAlive,ConnsAsyncClosing,";

    private static readonly DateTimeOffset Restart = new(2026, 11, 25, 16, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(MpmKind.Event, true, Head + Traffic + Workers + Connections + "Scoreboard")]
    [InlineData(MpmKind.Event, false, Head + Workers + Connections + "Scoreboard")]
    [InlineData(MpmKind.Worker, true, Head + Traffic + Workers + "Scoreboard")]
    [InlineData(MpmKind.Prefork, false, Head + Workers + "Scoreboard")]
    public void Keys_of_auto_in_order(MpmKind mpm, bool isExtended, string expected)
    {
        var lines = new AutoReport(Facts(mpm, isExtended)).Make().Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal("a.example", lines[0]);
        Assert.Equal(expected, string.Join(',', lines.Skip(1).Select(line => line[..line.IndexOf(':')])));
    }

    [Fact]
    public void Values_of_auto()
    {
        var report = new AutoReport(Facts(MpmKind.Event, isExtended: true)).Make();
        Assert.Contains("\nServerMPM: event\n", report);
        Assert.Contains("\nServerUptime: 4 seconds\n", report);
        Assert.Contains("\nTotal kBytes: 3\n", report);
        Assert.Contains("\nReqPerSec: .5\n", report);
        Assert.Contains("\nCPULoad: .75\n", report);
        Assert.Contains("\nBusyWorkers: 1\nGracefulWorkers: 1\nIdleWorkers: 1\nProcesses: 2\nStopping: 1\nConnsTotal: 5\n", report);
        // Two places are allowed in each of two slots; of the third only what lives.
        Assert.EndsWith("\nScoreboard: W_..R\n", report);
    }

    [Fact]
    public void Table_shows_who_served_and_escapes()
    {
        var page = new HtmlReport(Facts(MpmKind.Event, isExtended: true), withTable: true).Make();
        Assert.Contains("<tr><td><b>0-1</b></td><td>100</td><td>1/2/2</td><td><b>W</b>\n", page);
        Assert.Contains("<td nowrap>GET /&lt;x&gt; HTTP/1.1</td>", page);
        Assert.Contains("<td>yes (old gen)</td>", page);
        Assert.DoesNotContain("PID Key", page);
        Assert.EndsWith("</body></html>\n", page);
    }

    [Fact]
    public void Without_extended_status_only_process_numbers()
    {
        var page = new HtmlReport(Facts(MpmKind.Worker, isExtended: false), withTable: true).Make();
        Assert.Contains("   100 in state: W ,   100 in state: _ ,   0 in state: . \n", page);
        Assert.DoesNotContain("Total accesses", page);
        Assert.DoesNotContain("Async connections", page);
    }

    private static StatusFacts Facts(MpmKind mpm, bool isExtended) => new()
    {
        Board = new ScoreboardSnapshot
        {
            Mpm = mpm,
            Slots = 2,
            ThreadsPerChild = 2,
            Generation = 1,
            ConfigGeneration = 2,
            StartTime = Restart,
            RestartTime = Restart,
            IsExtended = isExtended,
            ParentTime = (10_000, 0),
            ChildrenTime = (20_000, 0),
            Processes =
            [
                Process(0, 100, 1, ProcessStage.Serving, 3, Worker(SlotState.Write, 2, 4000), Worker(SlotState.Ready, 0, 0)),
                Process(1, 0, 0, ProcessStage.None, 0),
                Process(2, 102, 0, ProcessStage.Finishing, 2, Worker(SlotState.Read, 0, 0), Worker(SlotState.Dead, 0, 0)),
            ],
        },
        ServerName = "a.example",
        LocalAddress = "127.0.0.1",
        Version = "Apache/2.4.71 (Unix)",
        Built = "2026-11-12T08:58:41",
        Now = Restart.AddSeconds(4.5),
        Zone = TimeZoneInfo.Utc,
        Load = ("1.00", "2.00", "3.00"),
    };

    private static ProcessSnapshot Process(int slot, int pid, int generation, ProcessStage stage, int connections, params WorkerSnapshot[] workers) => new()
    {
        Slot = slot,
        Pid = pid,
        Generation = generation,
        Mpm = MpmKind.Event,
        Stage = stage,
        IsNotAccepting = false,
        Connections = connections,
        Writing = 0,
        KeepAlive = 0,
        Lingering = 0,
        WaitIo = 0,
        Suspended = 0,
        Accepted = 0,
        StartTime = Restart,
        Time = (pid == 100 ? 10_000 : 0, 0),
        Workers = workers,
    };

    private static WorkerSnapshot Worker(SlotState state, long accesses, long bytes) => new()
    {
        State = state,
        Pid = 100,
        ThreadId = 1,
        Generation = 1,
        ConnectionCount = accesses > 0 ? 1 : 0,
        ConnectionBytes = 0,
        AccessCount = accesses,
        BytesServed = bytes,
        ChildAccessCount = accesses,
        ChildBytesServed = bytes,
        Duration = 3000,
        LastDuration = 1000,
        IdleMilliseconds = 0,
        Client = "127.0.0.1",
        Request = "GET /<x> HTTP/1.1",
        VirtualHost = "a.example:80",
        Protocol = "http/1.1",
    };
}
