using Trefoil.Io.Files;
using Trefoil.Io.Processes;
using Trefoil.Io.Sockets;

namespace Trefoil.Io.Tests.Processes;

public sealed class ChildProcessTests
{
    [Fact]
    public void ExitCodesAndSignalsAreTold()
    {
        Assert.Equal(new ExitStatus(3, 0, false), Run("exit 3"));
        Assert.Equal(15, Run("kill -TERM $$").Signal);
    }

    [Fact]
    public void ThePidfdIsReadableOnceItHasEnded()
    {
        var child = ChildProcess.Start(Shell("exit 0"), out _)!;
        using var set = new DescriptorSet();
        set.Add(child.Descriptor, 5);
        Span<long> keys = stackalloc long[4];
        Assert.Equal(1, set.Wait(keys, 10_000));
        Assert.Equal(5, keys[0]);
        Assert.True(child.TryReap(out var status));
        Assert.True(status.IsSuccess);
        Assert.False(child.TryReap(out _));
    }

    [Fact]
    public void ALivingChildIsNotReapedAndHearsSignals()
    {
        ControlChannel.CreatePair(out var here, out var there);
        var child = ChildProcess.Start(Shell("read line <&4", new InheritedDescriptor(there.Descriptor, 4)), out _)!;
        there.Close();
        Assert.False(child.TryReap(out _));
        child.Signal(Signals.KILL);
        Assert.True(child.TryReap(out var status, wait: true));
        Assert.Equal(Signals.KILL, status.Signal);
        here.Close();
    }

    [Fact]
    public void DescriptorsArriveUnderTheirNumbersEvenWhenTheyCross()
    {
        ControlChannel.CreatePair(out var firstHere, out var firstThere);
        ControlChannel.CreatePair(out var secondHere, out var secondThere);
        var (a, b) = (firstThere.Descriptor, secondThere.Descriptor);
        Run($"printf one >&{b}; printf two >&{a}", new InheritedDescriptor(a, b), new InheritedDescriptor(b, a));
        firstThere.Close();
        secondThere.Close();
        Assert.Equal(("one", "two"), (Receive(firstHere), Receive(secondHere)));
        firstHere.Close();
        secondHere.Close();
    }

    [Fact]
    public void NothingElseIsInheritedAndNoSignalIsIgnored()
    {
        var listing = FileSystem.Create(Path.GetTempFileName());
        Assert.True(Run($"test -e /proc/$$/fd/{listing} && echo inherited >&4; grep SigIgn /proc/self/status >&4", new InheritedDescriptor(listing, 4)).IsSuccess);
        var path = FileSystem.ReadLink($"/proc/self/fd/{listing}", out _)!;
        // glibc itself leaves its two internal signals (32 and 33) ignored.
        Assert.Matches("^SigIgn:\t0000000[01]80000000\n$|^SigIgn:\t0{16}\n$", File.ReadAllText(path));
        FileSystem.Close(listing);
        File.Delete(path);
    }

    [Fact]
    public void AProgramThatIsNotThereIsAnError()
    {
        Assert.Null(ChildProcess.Start(new SpawnRequest { Path = "/nosuch", Arguments = ["x"], Environment = [] }, out var error));
        Assert.Equal(-2, error);
    }

    private static ExitStatus Run(string script, params InheritedDescriptor[] descriptors)
    {
        ChildProcess.Start(Shell(script, descriptors), out _)!.TryReap(out var status, wait: true);
        return status;
    }

    private static SpawnRequest Shell(string script, params InheritedDescriptor[] descriptors) => new()
    {
        Path = "/bin/bash", // dash knows no descriptors above 9
        Arguments = ["bash", "-c", script],
        Environment = ["PATH=/usr/bin:/bin"],
        Descriptors = descriptors,
    };

    private static string Receive(ControlChannel channel)
    {
        Span<byte> buffer = stackalloc byte[64];
        var got = channel.Receive(buffer, [], out _, wait: true);
        return System.Text.Encoding.ASCII.GetString(buffer[..Math.Max(got, 0)]);
    }
}
