using System.Globalization;
using System.Runtime.CompilerServices;
using Trefoil.Http.Messages;
using Trefoil.Io.Logs;

namespace Trefoil.Modules.Mappers.Rewrite;

/// <summary>The trace of one pass over the rules, laid out as administrators know it: who asks, which request, which directory, what happens.</summary>
internal readonly struct RewriteLog
{
    internal const string ModuleName = "rewrite";

    private readonly LogLevel _threshold;
    private readonly string? _directory;

    internal RewriteLog(Request request, string? directory)
    {
        Request = request;
        _directory = directory;
        _threshold = request.LogLevels.For(ModuleName);
        // Every request must leave its own trace, so none may be answered from what another one found out.
        if (_threshold >= LogLevel.Trace1)
            request.IsCacheable = false;
    }

    internal Request Request { get; }

    /// <summary>True when lines of that trace level are written; ask before building one.</summary>
    internal bool Traces(int level) => _threshold >= LogLevel.Debug + level;

    internal void Trace(int level, string text) => Write(level, text, _directory);

    /// <summary>A line that does not name the directory although the pass belongs to one.</summary>
    internal void TraceOutside(int level, string text) => Write(level, text, null);

    internal void Error(int code, string text) => Log.Write(Request, LogLevel.Error, ModuleName, code, text);

    private void Write(int level, string text, string? directory)
    {
        var redirects = 0;
        for (var previous = Request.Previous; previous is not null; previous = previous.Previous)
            redirects++;
        var place = directory is null ? "" : string.Concat("[perdir ", directory, "] ");
        var kind = Request.Main is null ? "initial" : "subreq";
        var hop = redirects == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $"/redir#{redirects}");
        var user = Request.User is null ? "-" : Request.User.Length == 0 ? "\"\"" : Request.User;
        var address = Request.UserAgentAddress ?? Request.Connection.RemoteAddress;
        Log.Write(Request, LogLevel.Debug + level, ModuleName, 0, string.Create(CultureInfo.InvariantCulture,
            $"{address} - {user} [{Request.Hostname ?? Request.Server.ServerName}/sid#{RuntimeHelpers.GetHashCode(Request.Server):x}][rid#{RuntimeHelpers.GetHashCode(Request):x}/{kind}{hop}] {place}{text}"));
    }
}
