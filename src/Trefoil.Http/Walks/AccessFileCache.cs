using System.Collections.Concurrent;
using System.Text;
using Trefoil.Configuration;
using Trefoil.Configuration.Directives;
using Trefoil.Configuration.Htaccess;
using Trefoil.Configuration.Sections;
using Trefoil.Http.Core;
using Trefoil.Http.Messages;
using Trefoil.Io.Files;
using Trefoil.Io.Logs;
using Trefoil.Io.Native;

namespace Trefoil.Http.Walks;

/// <summary>The .htaccess files read so far. A file is looked at on each walk and read again when it is another version.</summary>
internal sealed class AccessFileCache
{
    private const int MostFiles = 4096;
    private const long LongestFile = 16 << 20;

    private readonly ConcurrentDictionary<Key, Entry> _entries = new();
    private readonly HtaccessReader? _reader;

    internal AccessFileCache(ConfigurationContext configuration) =>
        _reader = configuration is HttpdConfiguration complete ? new HtaccessReader(complete) : null;

    /// <summary>The section of the first access file in a directory (with a slash at the end), or null if there is none. Gives 0, or the status to refuse with.</summary>
    internal int Find(Request request, string directory, CoreDirectorySettings core, out Section? section)
    {
        section = null;
        if (_reader is null)
            return 0;
        foreach (var name in request.ForServer<CoreServerSettings>().AccessFileNames)
        {
            var path = directory + name;
            var error = FileSystem.Stat(path, out var status);
            if (error is -Errno.ENOENT or -Errno.ENOTDIR)
                continue;
            if (error < 0)
            {
                Log.Write(request, LogLevel.Crit, "core", 529,
                    $"{path} pcfg_openfile: unable to check htaccess file, ensure it is readable and that '{directory}' is executable", -error);
                return 403;
            }
            return Take(request, directory, path, status, core, out section);
        }
        return 0;
    }

    private int Take(Request request, string directory, string path, in FileStatus status, CoreDirectorySettings core, out Section? section)
    {
        section = null;
        var key = new Key(path, request.Server, core);
        if (!_entries.TryGetValue(key, out var entry) || !entry.Status.SameVersion(status))
        {
            var refusal = Read(request, directory, path, status, core, out entry);
            if (refusal != 0)
                return refusal;
            if (_entries.Count >= MostFiles)
                _entries.Clear();
            _entries[key] = entry!;
        }
        if (entry!.Error is { } error)
        {
            Log.Write(request, LogLevel.Alert, "core", 0, $"{path}: {error}");
            if (entry.Advice is { } advice)
                Log.Write(request, LogLevel.Alert, "core", 0, advice);
            return 500;
        }
        section = entry.Section;
        return 0;
    }

    private int Read(Request request, string directory, string path, in FileStatus status, CoreDirectorySettings core, out Entry? entry)
    {
        entry = null;
        if (status.Kind != FileKind.Regular)
        {
            Log.Write(request, LogLevel.Error, "core", 554, $"Access to file {path} denied by server: not a regular file");
            return 403;
        }
        if (FileSystem.ReadAll(path, out var error, LongestFile) is not { } content)
        {
            Log.Write(request, LogLevel.Crit, "core", 529,
                $"{path} pcfg_openfile: unable to check htaccess file, ensure it is readable and that '{directory}' is executable", -error);
            return 403;
        }
        var rules = new HtaccessRules
        {
            Override = core.Override,
            OverrideOptions = core.OverrideOptions,
            OverrideList = core.OverrideList,
            NonfatalOverride = core.NonfatalOverride,
            NonfatalUnknown = core.NonfatalUnknown,
            Origin = core.OverrideOrigin,
        };
        var result = _reader!.Read(path, Encoding.Latin1.GetString(content), request.Server, rules);
        entry = new Entry(status, result.Section, result.Error, result.Error is null ? null : Advise(path, result));
        return 0;
    }

    /// <summary>The line at fault, and what would have to change elsewhere for it to be taken. On a line of its own, so that Apache's line stays as it is known.</summary>
    private static string Advise(string path, in HtaccessResult result)
    {
        var place = result.Location.Line > 0 ? $"the error is on line {result.Location.Line} of {result.Location.File}" : $"the error is in {path}";
        return result.ForbiddenBy is { } origin ? $"{place}; what may stand there is said by AllowOverride on line {origin.Line} of {origin.File}" : place;
    }

    /// <summary>What a file means depends on the AllowOverride in effect, so the settings around it are part of its name.</summary>
    private readonly record struct Key(string Path, ServerConfig Server, CoreDirectorySettings Core);

    private sealed record Entry(FileStatus Status, Section? Section, string? Error, string? Advice);
}
