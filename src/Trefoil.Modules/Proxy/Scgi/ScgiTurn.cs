using Trefoil.Http.Messages;
using Trefoil.Modules.Generators.Cgi;

namespace Trefoil.Modules.Proxy.Scgi;

/// <summary>Reads the head of an SCGI answer and sees whether it hands the request over: to a file, or to another path of this server.</summary>
internal sealed class ScgiTurn(ScgiSettings settings)
{
    /// <summary>The file to send, or null.</summary>
    internal string? File { get; private set; }

    /// <summary>The path to go on with, or null.</summary>
    internal string? Location { get; private set; }

    internal int ReadHead(Request request, ReadOnlySpan<byte> text, string module, out int length)
    {
        var status = ScriptHead.Apply(request, text, module, out length);
        if (status != 0)
            return status;
        if (settings.Sendfile.Length > 0 && request.ErrorHeadersOut.Get(settings.Sendfile) is { Length: > 0 } file)
        {
            request.ErrorHeadersOut.Unset(settings.Sendfile);
            File = file;
        }
        else if (settings.Redirect.Length > 0 && request.Status == 200 && Field(request, settings.Redirect) is ['/', ..] location)
        {
            Location = location;
            request.ErrorHeadersOut.Unset(settings.Redirect);
        }
        if (File is not null || Location is not null)
            length = text.Length;
        return 0;
    }

    private static string? Field(Request request, string name) => request.HeadersOut.Get(name) ?? request.ErrorHeadersOut.Get(name);
}
