using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace Trefoil.Testing;

/// <summary>One connection to a scripted backend: reads requests without understanding more of them than where they end.</summary>
internal sealed class BackendConversation(Socket socket)
{
    private string pending = "";

    /// <summary>A head with its empty line, or null at the end.</summary>
    public string? ReadHead()
    {
        int end;
        while ((end = pending.IndexOf("\r\n\r\n", StringComparison.Ordinal)) < 0)
        {
            if (!Receive())
            {
                return null;
            }
        }

        return Take(end + 4);
    }

    /// <summary>The body; of a chunked one what the chunks hold, since where they are cut is chance.</summary>
    public string ReadBody(string head)
    {
        if (Field(head, "Transfer-Encoding") is not null)
        {
            return ReadChunks();
        }

        if (Field(head, "Content-Length") is not { } text || !int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var length))
        {
            return "";
        }

        while (pending.Length < length)
        {
            if (!Receive())
            {
                return "(cut off after " + Take(pending.Length) + ")";
            }
        }

        return Take(length);
    }

    public void Send(string text) => socket.Send(Encoding.Latin1.GetBytes(text));

    public void Echo()
    {
        do
        {
            if (pending.Length > 0)
            {
                Send("<" + Take(pending.Length) + ">");
            }
        }
        while (Receive());
    }

    public void WaitForEnd()
    {
        while (Receive())
        {
            pending = "";
        }
    }

    private static string? Field(string head, string name) => head.Split("\r\n")
        .FirstOrDefault(line => line.StartsWith(name + ":", StringComparison.OrdinalIgnoreCase))?[(name.Length + 1)..].Trim();

    private string ReadChunks()
    {
        var body = new StringBuilder("(chunked)");
        while (true)
        {
            int end;
            while ((end = pending.IndexOf("\r\n", StringComparison.Ordinal)) < 0)
            {
                if (!Receive())
                {
                    return body + "(cut off)";
                }
            }

            var size = int.Parse(Take(end + 2).Trim().Split(';')[0], NumberStyles.HexNumber, CultureInfo.InvariantCulture);
            while (pending.Length < size + 2)
            {
                if (!Receive())
                {
                    return body + "(cut off)";
                }
            }

            body.Append(Take(size));
            if (size == 0)
            {
                // Trailers, if any, up to the empty line.
                while (!pending.StartsWith("\r\n", StringComparison.Ordinal) && pending.Contains("\r\n", StringComparison.Ordinal))
                {
                    body.Append("(trailer ").Append(Take(pending.IndexOf("\r\n", StringComparison.Ordinal) + 2).Trim()).Append(')');
                }

                Take(2);
                return body.ToString();
            }

            Take(2);
        }
    }

    private string Take(int count)
    {
        var taken = pending[..count];
        pending = pending[count..];
        return taken;
    }

    private bool Receive()
    {
        var buffer = new byte[65536];
        var count = socket.Receive(buffer);
        pending += Encoding.Latin1.GetString(buffer, 0, count);
        return count > 0;
    }
}
