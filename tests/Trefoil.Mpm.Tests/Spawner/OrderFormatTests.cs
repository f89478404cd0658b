using Trefoil.Mpm.Spawner;

namespace Trefoil.Mpm.Tests.Spawner;

public sealed class OrderFormatTests
{
    [Fact]
    public void AnOrderSurvivesTheWay()
    {
        var order = new ScriptOrder
        {
            Program = "/cgi/p\u00e4th",
            Arguments = ["/cgi/p\u00e4th", "", "two words"],
            Environment = ["A=1", "B=\u00ff\u0001"],
            Directory = "/cgi/",
            Limits = [new ScriptLimit(0, 5, null), new ScriptLimit(9, -1, -1)],
            User = new ScriptUser("65534", "nogroup", IsUserDirectory: true),
        };
        var bytes = OrderFormat.Write(order);
        var read = OrderFormat.Read(bytes, bytes.Length);
        Assert.NotNull(read);
        Assert.Equal(order.Program, read.Program);
        Assert.Equal(order.Arguments, read.Arguments);
        Assert.Equal(order.Environment, read.Environment);
        Assert.Equal(order.Directory, read.Directory);
        Assert.Equal(order.Limits, read.Limits);
        Assert.Equal(order.User, read.User);
    }

    [Fact]
    public void WhatIsCutShortIsNoOrder()
    {
        var bytes = OrderFormat.Write(Plain("x"));
        for (var length = 0; length < bytes.Length; length++)
            Assert.Null(OrderFormat.Read(bytes, length));
    }

    [Fact]
    public void LengthsThatLieAreRefused()
    {
        var bytes = OrderFormat.Write(Plain("x"));
        BitConverter.TryWriteBytes(bytes.AsSpan(8), int.MaxValue);
        Assert.Null(OrderFormat.Read(bytes, bytes.Length));
        BitConverter.TryWriteBytes(bytes.AsSpan(8), -1);
        Assert.Null(OrderFormat.Read(bytes, bytes.Length));
    }

    [Fact]
    public void AZeroEndsAText()
    {
        var bytes = OrderFormat.Write(Plain("A=1\0B=2"));
        Assert.Equal(["A=1"], OrderFormat.Read(bytes, bytes.Length)!.Environment);
    }

    private static ScriptOrder Plain(string variable) => new() { Program = "/p", Arguments = ["/p"], Environment = [variable], Directory = "/" };
}
