using Trefoil.Http.Core;
using Trefoil.Http.Messages;
using Trefoil.Http.Output;
using Trefoil.Http.Phases;
using Trefoil.Io.Files;

namespace Trefoil.Modules.Filters.Include;

/// <summary>Brings other documents in by subrequest, and looks files up for fsize and flastmod.</summary>
internal sealed class DocumentInclusion
{
    private readonly DocumentState _state;
    private readonly OutputFilter _next;

    internal DocumentInclusion(DocumentState state, OutputFilter next)
    {
        _state = state;
        _next = next;
    }

    private string File => _state.Request.Filename ?? "";

    internal async ValueTask<bool> IncludeAsync(DocumentPart element)
    {
        if (element.Arguments.Count == 0)
        {
            _state.Fail(1347, $"missing argument for include element in {File}");
            return false;
        }
        var failed = false;
        foreach (var (key, value) in element.Arguments)
        {
            var text = VariableText.Expand(_state, value ?? "");
            if (key is "file" or "virtual")
                failed = !await IncludeAsync(key, text);
            // The document to fall back to is asked for as a URL, and only after a failure.
            else if (key == "onerror")
                failed = failed && !await IncludeAsync("virtual", text);
            else
            {
                _state.Fail(1348, $"unknown parameter \"{key}\" to tag include in {File}");
                return false;
            }
        }
        return !failed;
    }

    /// <summary>What is known of a file; null when there is none, which is logged.</summary>
    internal async ValueTask<FileStatus?> FindFileAsync(string kind, string name)
    {
        if (kind == "file")
        {
            var parent = _state.Request.Filename ?? "/";
            if (IsBelow(name) && FileSystem.Stat(string.Concat(parent.AsSpan(0, parent.LastIndexOf('/') + 1), name), out var status) == 0)
                return status;
            _state.Fail(2670, $"unable to lookup information about \"{name}\" in parsed file {File}");
            return null;
        }
        var found = await Subrequests.LookupUriAsync(_state.Request, name);
        if (found.Status == 200 && found.FileStatus.Exists)
            return found.FileStatus;
        _state.Fail(1339, $"unable to get information about \"{name}\" in parsed file {File}");
        return null;
    }

    private async ValueTask<bool> IncludeAsync(string kind, string name)
    {
        if (kind == "file" && !IsBelow(name))
        {
            _state.Fail(0, $"unable to include file \"{name}\" in parsed file {File}");
            return false;
        }
        var found = kind == "file"
            ? await Subrequests.LookupFileAsync(_state.Request, name, _next)
            : await Subrequests.LookupUriAsync(_state.Request, name, _next);
        if (found.Status == 200 && !found.FileStatus.Exists && found.Handler is null)
            found.Status = 404;
        if (found.Status != 200)
        {
            _state.Fail(0, $"unable to include \"{name}\" in parsed file {File}, subrequest returned {found.Status}");
            return false;
        }
        var mayExecute = (_state.Request.Directory<CoreDirectorySettings>().Options & DirectoryOptions.IncludesExec) != 0;
        if (!mayExecute && found.ContentType?.StartsWith("text/", StringComparison.Ordinal) != true)
        {
            _state.Fail(0, $"unable to include potential exec \"{name}\" in parsed file {File}");
            return false;
        }
        var status = await Subrequests.RunAsync(found);
        if (status == 0)
            return true;
        _state.Fail(0, $"unable to include \"{name}\" in parsed file {File}");
        return false;
    }

    private static bool IsBelow(string name)
    {
        if (name.Length == 0 || name[0] == '/')
            return false;
        foreach (var range in name.AsSpan().Split('/'))
        {
            if (name.AsSpan()[range] is "..")
                return false;
        }
        return true;
    }
}
