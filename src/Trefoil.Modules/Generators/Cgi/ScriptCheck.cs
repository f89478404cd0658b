using Trefoil.Http.Core;
using Trefoil.Http.Messages;
using Trefoil.Io.Files;
using Trefoil.Io.Logs;

namespace Trefoil.Modules.Generators.Cgi;

/// <summary>Whether a file may be run as a script at all.</summary>
internal static class ScriptCheck
{
    /// <summary>0, or the status that the request is refused with; the reason is logged.</summary>
    internal static int Refuse(Request request, ScriptModule module)
    {
        var codes = module.Codes;
        if ((request.Directory<CoreDirectorySettings>().Options & DirectoryOptions.ExecCgi) == 0 && !IsScriptAliased(request))
            return Fail(request, module, codes.Forbidden, 403, "Options ExecCGI is off in this directory");
        if (IsIncluded(request) && IsRaw(request))
            return Fail(request, module, codes.IncludedRaw, 403, "attempt to include NPH CGI script");
        if (!request.FileStatus.Exists)
            return Fail(request, module, codes.NotFound, 404, "script not found or unable to stat");
        if (request.FileStatus.Kind == FileKind.Directory)
            return Fail(request, module, codes.IsDirectory, 403, "attempt to invoke directory as script");
        if (request.AcceptsPathInfo == false && !string.IsNullOrEmpty(request.PathInfo))
            return Fail(request, module, codes.PathInfo, 404, "AcceptPathInfo off disallows user's path");
        return 0;
    }

    /// <summary>The script writes the whole response itself, head included.</summary>
    internal static bool IsRaw(Request request) => request.Filename is { } filename && filename.AsSpan(filename.LastIndexOf('/') + 1).StartsWith("nph-", StringComparison.Ordinal);

    internal static bool IsIncluded(Request request) => request.Protocol == "INCLUDED";

    internal static int Fail(Request request, ScriptModule module, int code, int status, string reason, int errno = 0)
    {
        Log.Write(request, LogLevel.Error, module.ShortName, code, $"stderr from {request.Filename}: {reason}", errno);
        ScriptLog.Of(request)?.Write(request, status, $"%%error\n{reason}\n");
        return status;
    }

    private static bool IsScriptAliased(Request request) => string.Equals(request.NotesOrNull?.Get("alias-forced-type"), ScriptModule.HandlerName, StringComparison.OrdinalIgnoreCase);
}
