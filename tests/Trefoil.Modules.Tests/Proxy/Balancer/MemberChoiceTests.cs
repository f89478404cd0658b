using Trefoil.Modules.Proxy.Balancer;
using Trefoil.Modules.Proxy.Core;
using Trefoil.Modules.Proxy.LbMethods;
using Trefoil.Modules.Proxy.Workers;
using Xunit;

namespace Trefoil.Modules.Tests.Proxy.Balancer;

public sealed class MemberChoiceTests
{
    private readonly ProxyBalancer _balancer = new("balancer://b");
    private readonly Trefoil.Configuration.Sections.ServerConfig _origin = new(null, new Trefoil.Configuration.SourceLocation("t", 1)) { ErrorLog = new CollectedLog() };

    [Fact]
    public void SharesByFactor()
    {
        Add("a", 300);
        Add("b", 100);
        Share();
        Assert.Equal(6, Choose(new ByRequestsModule(), 8).Count(static name => name == 'a'));
    }

    [Fact]
    public void LeavesFailedMembersAloneUntilTheirTime()
    {
        Add("a", 100);
        Add("b", 100);
        Share();
        _balancer.Members[0].MarkFailed();
        Assert.Equal("bbb", Choose(new ByRequestsModule(), 3));
        _balancer.Members[0].Record.RetryMilliseconds = -1;
        Assert.Contains('a', Choose(new ByRequestsModule(), 2));
    }

    [Fact]
    public void StandbysServeWhenNobodyElseCan()
    {
        Add("a", 100);
        Add("h", 100, WorkerStatus.HotStandby);
        Share();
        Assert.Equal("aa", Choose(new ByRequestsModule(), 2));
        _balancer.Members[0].Set(WorkerStatus.Disabled);
        Assert.Equal("hh", Choose(new ByRequestsModule(), 2));
    }

    [Fact]
    public void ASpareTakesAMissingPlace()
    {
        Add("a", 100);
        Add("b", 100);
        Add("r", 100, WorkerStatus.HotSpare);
        Share();
        Assert.DoesNotContain('r', Choose(new ByRequestsModule(), 4));
        _balancer.Members[0].Set(WorkerStatus.Stopped);
        Assert.Equal("br", string.Concat(Choose(new ByRequestsModule(), 4).Distinct().Order()));
    }

    [Fact]
    public void LowerSetsGoFirst()
    {
        Add("a", 100).Parameters.LoadSet = 1;
        Add("b", 100);
        Share();
        Assert.Equal("bb", Choose(new ByRequestsModule(), 2));
        _balancer.Members[1].Set(WorkerStatus.Disabled);
        Assert.Equal("aa", Choose(new ByRequestsModule(), 2));
    }

    [Fact]
    public void TheLeastBusyIsChosen()
    {
        Add("a", 100).Record.Busy = 0;
        Add("b", 100);
        Share();
        _balancer.Members[0].Record.Busy = 2;
        _balancer.Members[1].Record.Busy = 1;
        Assert.Equal("bb", Choose(new ByBusynessModule(), 2));
    }

    private ProxyWorker Add(string name, int factor, WorkerStatus status = WorkerStatus.None)
    {
        Assert.True(ProxyUrl.TryParse($"http://{name}/", out var url));
        var worker = new ProxyWorker(url, url.Text);
        worker.Parameters.LoadFactor = factor;
        worker.Parameters.Status = status;
        _balancer.Add(worker);
        return worker;
    }

    private void Share() => _balancer.Share(new WorkerArea(null, 0, _balancer.Members.Length), isFirst: true);

    private string Choose(ILbMethod method, int times) =>
        string.Concat(Enumerable.Range(0, times).Select(_ => MemberChoice.Choose(_balancer, method, _origin)!.Host));
}
