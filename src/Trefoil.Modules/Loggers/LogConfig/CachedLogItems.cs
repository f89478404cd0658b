using System.Text;
using Trefoil.Http.Cache;

namespace Trefoil.Modules.Loggers.LogConfig;

/// <summary>The items of the usual formats for requests that were answered with a prebuilt response: from bytes to bytes.</summary>
internal static class CachedLogItems
{
    internal static void Address(LogLineWriter line, in CachedTransaction transaction)
    {
        Span<byte> text = stackalloc byte[64];
        line.Append(text[..transaction.Peer.Format(text)]);
    }

    internal static void LocalAddress(LogLineWriter line, in CachedTransaction transaction)
    {
        Span<byte> text = stackalloc byte[64];
        line.Append(text[..transaction.Local.Format(text)]);
    }

    internal static void BytesOrDash(LogLineWriter line, in CachedTransaction transaction)
    {
        if (transaction.BytesSent == 0)
            line.Append((byte)'-');
        else
            line.AppendNumber(transaction.BytesSent);
    }

    internal static void Bytes(LogLineWriter line, in CachedTransaction transaction) => line.AppendNumber(transaction.BytesSent);

    internal static void Dash(LogLineWriter line, in CachedTransaction transaction) => line.Append((byte)'-');

    internal static void Status(LogLineWriter line, in CachedTransaction transaction) => line.AppendNumber(transaction.Status);

    internal static void RequestLine(LogLineWriter line, in CachedTransaction transaction) => line.AppendEscaped(transaction.RequestLine);

    internal static void Method(LogLineWriter line, in CachedTransaction transaction) => line.AppendEscaped(transaction.Method);

    internal static void Protocol(LogLineWriter line, in CachedTransaction transaction)
    {
        line.Append("HTTP/"u8);
        line.AppendNumber(transaction.Protocol / 1000);
        line.Append((byte)'.');
        line.AppendNumber(transaction.Protocol % 1000);
    }

    internal static void Query(LogLineWriter line, in CachedTransaction transaction)
    {
        var question = transaction.Target.IndexOf((byte)'?');
        if (question >= 0)
            line.AppendEscaped(transaction.Target[question..]);
    }

    internal static void BeginClf(LogLineWriter line, in CachedTransaction transaction) => ClfTime.Append(line, transaction.StartMicroseconds);

    internal static void Duration(LogLineWriter line, in CachedTransaction transaction) => line.AppendNumber(transaction.DurationMicroseconds);

    internal static void ServerName(LogLineWriter line, in CachedTransaction transaction) => line.AppendValue(transaction.Server.ServerName);

    internal static void InputOctets(LogLineWriter line, in CachedTransaction transaction) => line.AppendNumber(transaction.InputOctets);

    internal static void OutputOctets(LogLineWriter line, in CachedTransaction transaction) => line.AppendNumber(transaction.OutputOctets);

    internal static void AllOctets(LogLineWriter line, in CachedTransaction transaction) => line.AppendNumber(transaction.InputOctets + transaction.OutputOctets);

    internal static void KeepAlives(LogLineWriter line, in CachedTransaction transaction) => line.AppendNumber(transaction.KeepAlives);

    internal static void State(LogLineWriter line, in CachedTransaction transaction) => line.Append(transaction.StaysOpen ? (byte)'+' : (byte)'-');

    internal static CachedWrite Field(string name)
    {
        var bytes = Encoding.Latin1.GetBytes(name);
        return (LogLineWriter line, in CachedTransaction transaction) =>
        {
            if (transaction.TryGetField(bytes, out var value))
                line.AppendEscaped(value);
            else
                line.Append((byte)'-');
        };
    }

    internal static CachedWrite Time(bool atEnd, Func<long, long> unit) => (LogLineWriter line, in CachedTransaction transaction) =>
        line.AppendNumber(unit(transaction.StartMicroseconds + (atEnd ? transaction.DurationMicroseconds : 0)));
}
