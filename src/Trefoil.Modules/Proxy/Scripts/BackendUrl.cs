using System.Globalization;
using System.Text;
using Trefoil.Http.Messages;
using Trefoil.Http.Phases;
using Trefoil.Io.Logs;
using Trefoil.Modules.Proxy.Core;

namespace Trefoil.Modules.Proxy.Scripts;

/// <summary>The URL of a program behind a gateway protocol, as it stands in request.Filename: a path that is escaped anew, no query, the port where it is not the usual one.</summary>
internal static class BackendUrl
{
    private const string Safe = "$-_.+!*'(),;:@&=~/";

    /// <summary>Puts "proxy:", the host and the path into request.Filename; gives the path, or null and the reason of a refusal.</summary>
    internal static string? Set(Request request, string url, out PhaseResult refusal, string module, int code)
    {
        refusal = PhaseResult.Ok;
        if (!ProxyUrl.TryParse(url, out var target) || target.Host.Length == 0)
        {
            Log.Write(request, LogLevel.Error, module, code, $"error parsing URL {url[(url.IndexOf(':') + 1)..]}: Malformed URL");
            refusal = 400;
            return null;
        }
        // The path begins behind the one slash that ends the authority.
        var path = target.Path.StartsWith('/') ? target.Path[1..] : target.Path;
        var notes = request.NotesOrNull;
        if (notes is null || !(notes.Contains("proxy-nocanon") || notes.Contains("proxy-noencode") || notes.Contains("proxy-sethandler")))
            path = Escape(path);
        var host = target.Host.Contains(':') ? "[" + target.Host + "]" : target.Host;
        var port = target.Port == 0 || target.Port == ProxyUrl.DefaultPort(target.Scheme) ? "" : string.Create(CultureInfo.InvariantCulture, $":{target.Port}");
        request.Filename = string.Concat("proxy:", target.Scheme, "://", host + port + "/" + path);
        return path;
    }

    private static string Escape(string path)
    {
        StringBuilder? escaped = null;
        for (var i = 0; i < path.Length; i++)
        {
            var letter = path[i];
            if (char.IsAsciiLetterOrDigit(letter) || Safe.Contains(letter))
            {
                escaped?.Append(letter);
                continue;
            }
            escaped ??= new StringBuilder(path, 0, i, path.Length + 16);
            escaped.Append('%').Append("0123456789ABCDEF"[letter >> 4 & 15]).Append("0123456789ABCDEF"[letter & 15]);
        }
        return escaped?.ToString() ?? path;
    }
}
