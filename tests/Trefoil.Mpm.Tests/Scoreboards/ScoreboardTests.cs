using System.Runtime.CompilerServices;
using Trefoil.Io.Reactors;
using Trefoil.Mpm.Scoreboards;

namespace Trefoil.Mpm.Tests.Scoreboards;

public sealed class ScoreboardTests
{
    private readonly Scoreboard _board = Scoreboard.Create(0, 0, out _)!;

    [Fact]
    public void RecordsAreWholeCacheLinePairs()
    {
        Assert.Equal(512, Unsafe.SizeOf<GlobalRecord>());
        Assert.Equal(256, Unsafe.SizeOf<ProcessRecord>());
        Assert.Equal(384, Unsafe.SizeOf<WorkerRecord>());
        Assert.Equal(0, Unsafe.SizeOf<WorkerRecord>() % 128);
    }

    [Fact]
    public void AnotherMappingSeesTheSame()
    {
        _board.Worker(7).AccessCount = 42;
        var other = Scoreboard.Attach(_board.Descriptor)!;
        Assert.Equal(42, other.Worker(7).AccessCount);
        other.Process(3).Pid = 99;
        Assert.Equal(99, _board.Process(3).Pid);
    }

    [Fact]
    public void AnotherVersionIsNotAttached()
    {
        _board.Global.Version++;
        Assert.Null(Scoreboard.Attach(_board.Descriptor));
    }

    [Fact]
    public void NumbersOutsideAreRefused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => _board.Worker(_board.WorkerCapacity).Pid);
        Assert.Throws<ArgumentOutOfRangeException>(() => _board.Process(-1).Pid);
    }

    [Fact]
    public void SlotsAreTakenLowestFirstAndKeepTheirTotals()
    {
        var slots = new SlotAllocator(_board);
        Assert.Equal([0, 1, 2], [slots.Take(4), slots.Take(4), slots.Take(4)]);
        var first = _board.Process(1).FirstWorker;
        _board.Worker(first).AccessCount = 5;
        slots.Release(1);
        Assert.Equal(1, slots.Take(4));
        Assert.Equal((first, 5), (_board.Process(1).FirstWorker, _board.Worker(first).AccessCount));
    }

    [Fact]
    public void AnotherNumberOfWorkersGetsOtherRecordsAndFreesTheOldOnes()
    {
        var slots = new SlotAllocator(_board);
        slots.Take(4);
        slots.Release(0);
        slots.Take(6);
        Assert.Equal(4, _board.Process(0).FirstWorker);
        slots.Take(4);
        Assert.Equal(0, _board.Process(1).FirstWorker);
    }

    [Fact]
    public void AReaderSeesWhatTheHolderWrote()
    {
        _board.Global.Extended = 1;
        new SlotAllocator(_board).Take(2);
        _board.Process(0).Pid = 77;
        _board.Global.HighestSlot = 0;
        var slot = new ScoreboardSlot(_board, 1);
        slot.Begin(3, SlotState.Ready);
        slot.SetConnection("192.0.2.7"u8, "http/1.1"u8);
        slot.BeginRequest("GET /a HTTP/1.1"u8, "example.org:80"u8);
        var worker = ScoreboardReader.Read(_board).Processes[0].Workers[1];
        Assert.Equal((SlotState.Write, "192.0.2.7", "http/1.1", "GET /a HTTP/1.1", "example.org:80", 3),
            (worker.State, worker.Client, worker.Protocol, worker.Request, worker.VirtualHost, worker.Generation));
        slot.EndRequest(100, 2500);
        slot.EndRequest(50, 500);
        worker = ScoreboardReader.Read(_board).Processes[0].Workers[1];
        Assert.Equal((2, 150, 2, 150, 3000, 500), (worker.AccessCount, worker.BytesServed, worker.ConnectionCount, worker.ConnectionBytes, worker.Duration, worker.LastDuration));
    }

    [Theory]
    [InlineData(0, 'b')]
    [InlineData(1, 'c')]
    public void LongRequestLinesShowTheirBeginningOrTheirEnd(int tail, char first)
    {
        _board.Global.Extended = 1;
        _board.Global.SeeRequestTail = tail;
        new SlotAllocator(_board).Take(1);
        _board.Global.HighestSlot = 0;
        new ScoreboardSlot(_board, 0).BeginRequest([.. Enumerable.Repeat((byte)'b', 40), .. Enumerable.Repeat((byte)'c', 63)], default);
        var request = ScoreboardReader.Read(_board).Processes[0].Workers[0].Request;
        Assert.Equal((63, first), (request.Length, request[0]));
    }

    [Fact]
    public void NonsenseFromAChildDoesNotHarmTheReader()
    {
        _board.Global.HighestSlot = 0;
        ref var record = ref _board.Process(0);
        (record.Pid, record.FirstWorker, record.WorkerCount) = (5, int.MaxValue - 3, 100);
        Assert.Empty(ScoreboardReader.Read(_board).Processes[0].Workers);
        (record.FirstWorker, record.WorkerCount) = (0, 1);
        (_board.Worker(0).State, _board.Worker(0).ClientLength, _board.Worker(0).Sequence) = (200, 255, 1);
        var worker = ScoreboardReader.Read(_board).Processes[0].Workers[0];
        Assert.Equal((SlotState.Dead, 64), (worker.State, worker.Client.Length));
    }
}
