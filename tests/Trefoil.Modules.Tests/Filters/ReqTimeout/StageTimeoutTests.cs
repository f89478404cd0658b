using Trefoil.Http.Http1;

namespace Trefoil.Modules.Tests.Filters.ReqTimeout;

public sealed class StageTimeoutTests
{
    [Theory]
    [InlineData(0, 0, 0, 1000, -1)]
    [InlineData(20_000, 0, 0, 1_000_000, 20_000)]
    [InlineData(20_000, 40_000, 500, 0, 20_000)]
    [InlineData(20_000, 40_000, 500, 5000, 30_000)]
    [InlineData(20_000, 40_000, 500, 50_000, 40_000)]
    [InlineData(20_000, 0, 500, 50_000, 120_000)]
    public void BytesMakeTheAllowanceLonger(int initial, int maximum, int rate, long bytes, int expected) =>
        Assert.Equal(expected, new StageTimeout(initial, maximum, rate).Allowance(bytes));
}
