using System.Globalization;
using System.Text;
using Trefoil.Http.Messages;
using Trefoil.Io.Files;
using Trefoil.Io.Logs;

namespace Trefoil.Modules.Generators.Cgi;

/// <summary>ScriptLog: a record of requests whose scripts failed, for whoever writes the scripts. Appended to by children, up to ScriptLogLength.</summary>
internal sealed class ScriptLog
{
    private readonly string _path;
    private readonly long _limit;

    private ScriptLog(string path, long limit, int buffer)
    {
        _path = path;
        _limit = limit;
        BodyLimit = buffer;
    }

    /// <summary>How much of a request body is recorded.</summary>
    internal int BodyLimit { get; }

    /// <summary>The log of the request's server, or null.</summary>
    internal static ScriptLog? Of(Request request)
    {
        var settings = request.ForServer<CgiServerSettings>();
        return settings.Log is { } path ? new ScriptLog(path, settings.LogLength ?? CgiServerSettings.DefaultLogLength, settings.LogBuffer ?? CgiServerSettings.DefaultBuffer) : null;
    }

    /// <summary>Writes one entry, unless the file is full.</summary>
    internal void Write(Request request, int status, string rest)
    {
        if (FileSystem.Stat(_path, out var status0) == 0 && status0.Size > _limit)
            return;
        var file = FileSystem.OpenAppend(_path);
        if (file < 0)
            return;
        var query = request.QueryString is { } q ? "?" + q : "";
        var text = string.Create(CultureInfo.InvariantCulture,
            $"%% [{TimeText.Strftime("%a %b %d %H:%M:%S %Y", TimeText.NowMicroseconds)}] {request.Method} {request.Uri}{query} {request.Protocol}\n%% {status} {request.Filename}\n{rest}");
        FileSystem.WriteAll(file, Encoding.Latin1.GetBytes(text));
        FileSystem.Close(file);
    }
}
