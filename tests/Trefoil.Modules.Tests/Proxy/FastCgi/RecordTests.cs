using System.Text;
using Trefoil.Http.Messages;
using Trefoil.Http.Output;
using Trefoil.Modules.Proxy.FastCgi;

namespace Trefoil.Modules.Tests.Proxy.FastCgi;

public sealed class RecordTests
{
    [Fact]
    public void TheHeadersBytesAreThoseOfTheSpecification()
    {
        Span<byte> bytes = stackalloc byte[8];
        new RecordHeader(1, RecordType.StandardError, 0x1234, 0xABCD, 7).Write(bytes);

        Assert.Equal(new byte[] { 1, 7, 0x12, 0x34, 0xAB, 0xCD, 7, 0 }, bytes.ToArray());
        Assert.Equal(new RecordHeader(1, RecordType.StandardError, 0x1234, 0xABCD, 7), RecordHeader.Read(bytes));
    }

    [Theory]
    [InlineData(true, 1)]
    [InlineData(false, 0)]
    public void ARequestBeginsWithItsRoleAndWhetherTheConnectionStays(bool keeps, byte flags)
    {
        using var buffer = new ByteBuffer(16);
        RecordWriter.Begin(buffer, ApplicationRole.Authorizer, keeps);
        Assert.Equal(new byte[] { 1, 1, 0, 1, 0, 8, 0, 0, 0, 2, flags, 0, 0, 0, 0, 0 }, buffer.Written.ToArray());
    }

    [Fact]
    public void ManyVariablesLieAcrossRecords()
    {
        var variables = new HeaderTable();
        for (var i = 0; i < 40; i++)
            variables.Add("NAME_" + i, new string((char)('a' + i % 26), 5000));
        using var buffer = new ByteBuffer(16);
        RecordWriter.Parameters(buffer, variables);

        var records = Records(buffer.Written.ToArray(), int.MaxValue);
        Assert.True(records.Count >= 4);
        Assert.Equal("", records[^1].Content);
        Assert.All(records, record => Assert.Equal(RecordType.Parameters, record.Type));
        ReadOnlySpan<byte> stream = Encoding.Latin1.GetBytes(string.Concat(records.Select(record => record.Content)));
        for (var i = 0; i < 40; i++)
        {
            var used = ParameterEncoding.Read(stream, out var name, out var value);
            Assert.Equal("NAME_" + i, Encoding.Latin1.GetString(name));
            Assert.Equal(5000, value.Length);
            stream = stream[used..];
        }
        Assert.True(stream.IsEmpty);
    }

    [Fact]
    public void RecordsComeOutTheSameHoweverTheBytesArrive()
    {
        var random = new Random(7);
        for (var round = 0; round < 100; round++)
        {
            var (bytes, expected) = RandomStream(random);
            Assert.Equal(expected, Records(bytes, int.MaxValue));
            Assert.Equal(expected, Records(bytes, 1));
            Assert.Equal(expected, Records(bytes, random.Next(2, 700)));
        }
    }

    [Fact]
    public void AnEndInsideARecordShows()
    {
        var reader = new RecordReader();
        Assert.True(reader.IsBetweenRecords);
        ReadOnlySpan<byte> part = [1, 6, 0];
        Assert.Equal(RecordEvent.NeedsInput, reader.Next(ref part, out _));
        Assert.False(reader.IsBetweenRecords);
        Assert.Equal(3, reader.HeaderBytes);
        reader.Reset();
        Assert.True(reader.IsBetweenRecords);
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(3, 1)]
    [InlineData(-1, 2)]
    public void TheEndOfARequestTellsBothStatuses(int application, byte protocol)
    {
        Span<byte> content = stackalloc byte[8];
        EndOfRequest.Write(content, application, (ProtocolStatus)protocol);
        var end = new EndOfRequest();
        end.Append(content[..2]);
        Assert.False(end.IsWhole);
        end.Append(content[2..]);
        Assert.True(end.IsWhole);
        Assert.Equal(application, end.ApplicationStatus);
        Assert.Equal((ProtocolStatus)protocol, end.ProtocolStatus);
    }

    private static (byte[] Bytes, List<(RecordType Type, int Id, string Content)> Records) RandomStream(Random random)
    {
        using var stream = new MemoryStream();
        var records = new List<(RecordType, int, string)>();
        var header = new byte[RecordHeader.Length];
        for (var count = random.Next(1, 9); count > 0; count--)
        {
            var content = new byte[random.Next(4) == 0 ? random.Next(65536) : random.Next(30)];
            random.NextBytes(content);
            var padding = new byte[random.Next(2) * random.Next(256)];
            random.NextBytes(padding);
            var written = new RecordHeader(1, (RecordType)random.Next(1, 12), (ushort)random.Next(65536), (ushort)content.Length, (byte)padding.Length);
            written.Write(header);
            stream.Write(header);
            stream.Write(content);
            stream.Write(padding);
            records.Add((written.Type, written.RequestId, Encoding.Latin1.GetString(content)));
        }
        return (stream.ToArray(), records);
    }

    private static List<(RecordType Type, int Id, string Content)> Records(byte[] bytes, int piece)
    {
        var records = new List<(RecordType, int, string)>();
        var reader = new RecordReader();
        var content = new StringBuilder();
        for (var at = 0; at < bytes.Length; at += Math.Min(piece, bytes.Length - at))
        {
            ReadOnlySpan<byte> input = bytes.AsSpan(at, Math.Min(piece, bytes.Length - at));
            RecordEvent seen;
            while ((seen = reader.Next(ref input, out var part)) != RecordEvent.NeedsInput)
            {
                if (seen == RecordEvent.Content)
                    content.Append(Encoding.Latin1.GetString(part));
                if (seen != RecordEvent.End)
                    continue;
                records.Add((reader.Header.Type, reader.Header.RequestId, content.ToString()));
                content.Clear();
            }
            Assert.True(input.IsEmpty);
        }
        Assert.True(reader.IsBetweenRecords);
        return records;
    }
}
