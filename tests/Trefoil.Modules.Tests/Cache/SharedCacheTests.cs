using Trefoil.Io.Memory;
using Trefoil.Modules.Cache;

namespace Trefoil.Modules.Tests.Cache;

/// <summary>The cache in shared memory: two mappings stand for two processes.</summary>
public sealed class SharedCacheTests : IDisposable
{
    private readonly SharedMemory _memory = SharedMemory.Create("test-cache", SharedCache.SizeFor(8192), out _)!;

    public void Dispose() => _memory.Dispose();

    [Fact]
    public void WhatOneKeepsTheOtherFinds()
    {
        var other = new SharedCache(SharedMemory.Attach(_memory.Descriptor, writable: false, out _)!);
        new SharedCache(_memory).Store("key", "value", expires: 200, now: 100);
        Assert.Equal("value", other.Find("key", 199));
        Assert.Null(other.Find("key", 200));
        Assert.Null(other.Find("kez", 100));
    }

    [Fact]
    public void AnEntryIsReplaced()
    {
        var cache = new SharedCache(_memory);
        cache.Store("key", "one", 200, 100);
        cache.Store("key", "second", 300, 100);
        Assert.Equal("second", cache.Find("key", 250));
    }

    [Fact]
    public void AFullGroupLosesWhatExpiresFirst()
    {
        var cache = new SharedCache(_memory);
        for (var i = 0; i < 100; i++)
            cache.Store($"key{i}", $"value{i}", 1000 + i, 100);
        Assert.Equal("value99", cache.Find("key99", 100));
        Assert.Equal(16, Enumerable.Range(0, 100).Count(i => cache.Find($"key{i}", 100) == $"value{i}"));
    }

    [Fact]
    public void WhatIsTooLongIsNotKept()
    {
        var cache = new SharedCache(_memory);
        cache.Store("key", new string('x', 600), 200, 100);
        Assert.Null(cache.Find("key", 100));
    }

    [Fact]
    public void AnEntryLeftHalfWrittenIsTakenOverAfterAWhile()
    {
        var cache = new SharedCache(_memory);
        cache.Store("key", "value", 200, 100);
        for (long place = 0; place < _memory.Size; place += 512)
            _memory.At<int>(place) |= 1;
        Assert.Null(cache.Find("key", 100));
        cache.Store("key", "again", 500, 300);
        Assert.Equal("again", cache.Find("key", 300));
    }

    [Theory]
    [InlineData("", "", 512_000, null)]
    [InlineData("/run/cache", "/run/cache", 512_000, null)]
    [InlineData("/run/cache(9000)", "/run/cache", 9000, null)]
    [InlineData("/run/cache(100)", "", 0, "Invalid argument: size has to be >= 8192 bytes")]
    [InlineData("/run/cache(90000", "", 0, "Invalid argument: no closing parenthesis or cache size missing after pathname with parenthesis")]
    public void ReadsItsName(string text, string name, long size, string? expected)
    {
        var read = SharedCacheName.Read(text, out var error);
        Assert.Equal(expected, error);
        if (expected is null)
            Assert.Equal(new SharedCacheName(name, size), read);
    }
}
