using System.Text;
using Trefoil.Http.Output;
using Trefoil.Modules.Proxy.FastCgi;

namespace Trefoil.Modules.Tests.Proxy.FastCgi;

public sealed class ParameterEncodingTests
{
    [Fact]
    public void ShortLengthsTakeOneByteAndLongOnesFour()
    {
        using var buffer = new ByteBuffer(16);
        ParameterEncoding.Append(buffer, "A", new string('x', 127));
        ParameterEncoding.Append(buffer, new string('n', 128), "");

        Assert.Equal(1 + 1 + 1 + 127 + 4 + 1 + 128, buffer.Length);
        Assert.Equal(new byte[] { 1, 127, (byte)'A' }, buffer.Written[..3].ToArray());
        Assert.Equal(new byte[] { 0x80, 0, 0, 128, 0 }, buffer.Written.Slice(130, 5).ToArray());
    }

    [Fact]
    public void WhatIsWrittenIsReadBack()
    {
        var random = new Random(20);
        for (var round = 0; round < 300; round++)
        {
            using var buffer = new ByteBuffer(16);
            var pairs = Enumerable.Range(0, random.Next(12)).Select(_ => (Text(random), Text(random))).ToList();
            foreach (var (name, value) in pairs)
                ParameterEncoding.Append(buffer, name, value);

            var rest = buffer.Written;
            foreach (var (name, value) in pairs)
            {
                var used = ParameterEncoding.Read(rest, out var readName, out var readValue);
                Assert.Equal(name, Encoding.Latin1.GetString(readName));
                Assert.Equal(value, Encoding.Latin1.GetString(readValue));
                rest = rest[used..];
            }
            Assert.True(rest.IsEmpty);
        }
    }

    [Fact]
    public void APairThatIsNotWholeIsNotRead()
    {
        using var buffer = new ByteBuffer(16);
        ParameterEncoding.Append(buffer, "NAME", new string('v', 200));
        for (var length = 0; length < buffer.Length; length++)
            Assert.Equal(0, ParameterEncoding.Read(buffer.Written[..length], out _, out _));
        Assert.Equal(buffer.Length, ParameterEncoding.Read(buffer.Written, out _, out _));
    }

    [Fact]
    public void AnAbsurdLengthIsNotRead() =>
        Assert.Equal(0, ParameterEncoding.Read([0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 1, 2, 3], out _, out _));

    private static string Text(Random random)
    {
        var length = random.Next(6) switch { 0 => 0, 1 => 127, 2 => 128, 3 => random.Next(70_000), _ => random.Next(40) };
        return string.Create(length, random, static (span, source) =>
        {
            for (var i = 0; i < span.Length; i++)
                span[i] = (char)source.Next(256);
        });
    }
}
