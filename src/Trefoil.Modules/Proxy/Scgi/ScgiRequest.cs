using System.Globalization;
using Trefoil.Http.Messages;
using Trefoil.Http.Output;

namespace Trefoil.Modules.Proxy.Scgi;

/// <summary>The head of an SCGI request: a netstring of variables, each name and value ended by a NUL; CONTENT_LENGTH and SCGI stand first.</summary>
internal static class ScgiRequest
{
    internal static void Write(ByteBuffer buffer, HeaderTable variables)
    {
        using var pairs = new ByteBuffer(4096);
        Append(pairs, "CONTENT_LENGTH", variables.Get("CONTENT_LENGTH") ?? "0");
        Append(pairs, "SCGI", "1");
        for (var i = 0; i < variables.Count; i++)
        {
            var (name, value) = variables[i];
            if (name is not ("CONTENT_LENGTH" or "GATEWAY_INTERFACE" or "SCGI"))
                Append(pairs, name, value);
        }
        buffer.Append(pairs.Length.ToString(CultureInfo.InvariantCulture));
        buffer.Append((byte)':');
        buffer.Append(pairs.Written);
        buffer.Append((byte)',');
    }

    private static void Append(ByteBuffer buffer, string name, string value)
    {
        buffer.Append(name);
        buffer.Append((byte)0);
        buffer.Append(value);
        buffer.Append((byte)0);
    }
}
