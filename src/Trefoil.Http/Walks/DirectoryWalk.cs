using Trefoil.Configuration.Patterns;
using Trefoil.Configuration.Directives;
using Trefoil.Configuration.Sections;
using Trefoil.Http.Core;
using Trefoil.Http.Messages;
using Trefoil.Http.Phases;
using Trefoil.Http.Uris;
using Trefoil.Io.Files;
using Trefoil.Io.Logs;
using Trefoil.Io.Native;

namespace Trefoil.Http.Walks;

/// <summary>
/// Goes down the file name part by part: merges Directory sections and .htaccess files, checks links, and splits what stands behind the file off as PATH_INFO.
/// </summary>
/// <remarks>
/// 1. The name is normalised and looked at as a whole. 2. Each part: Directory sections of that depth, then .htaccess files where AllowOverride lets them;
/// the following part is looked at (without following links unless every link may be followed). 3. What remains is PATH_INFO. 4. DirectoryMatch sections.
/// </remarks>
internal static class DirectoryWalk
{
    internal static PhaseResult Run(Request request)
    {
        if (request.Filename is not { } given)
        {
            Log.Write(request, LogLevel.Error, "core", 29, $"Module bug?  Request filename is missing for URI {request.Uri}");
            return PhaseResult.Ok;
        }
        if (given.Length == 0 || given[0] != '/')
        {
            Log.Write(request, LogLevel.Error, "core", 30, $"Module bug?  Request filename path {given} is invalid or or not absolute for uri {request.Uri}");
            return 500;
        }

        // 1.
        UriPath.Normalize(given, mergeSlashes: true, decodeUnreserved: false, out var filename);
        var wholeError = 0;
        if (!request.FileStatus.Exists)
        {
            wholeError = FileSystem.Stat(filename, out var found);
            request.FileStatus = wholeError == 0 ? found : default;
        }
        WalkState.Of(request).LinkFreeFrom = 0;
        var walk = new Descent(request, filename, request.FileStatus.Exists);
        var result = walk.Descend();
        if (result.IsStatus)
            return result;

        // 3.
        walk.SplitPathInfo();

        // 4.
        foreach (var section in request.Server.DirectoryMatches)
        {
            if (section.Regex is { } regex && PatternSections.IsMatch(request, regex, request.Filename))
                walk.State.Enter(request, section);
        }
        return PhaseResult.Ok;
    }

    /// <summary>One walk down.</summary>
    private ref struct Descent(Request request, string filename, bool wholeExists)
    {
        private readonly List<Section> _sections = request.Server.Directories;
        private int _nextSection;
        private int _end = 1;
        private FileStatus _status = default;

        internal readonly WalkState State = WalkState.Of(request);

        /// <summary>Step 2.</summary>
        internal PhaseResult Descend()
        {
            for (var depth = 0; ; depth++)
            {
                MergeSections(depth);
                if (MergeAccessFiles() is { IsStatus: true } refused)
                    return refused;
                if (_end >= filename.Length)
                {
                    // The name ends in a slash or is the root: it stands for the directory itself.
                    if (!_status.Exists)
                        FileSystem.Stat(filename[.._end], out _status);
                    return PhaseResult.Ok;
                }
                var segmentEnd = filename.IndexOf('/', _end);
                var isLast = segmentEnd < 0;
                if (isLast)
                    segmentEnd = filename.Length;
                var result = LookAt(filename[..segmentEnd], isLast || segmentEnd == filename.Length - 1);
                _end = segmentEnd;
                if (result.IsStatus)
                    return result;
                if (_status.Kind != FileKind.Directory)
                {
                    // Sections for the file's own name, as if it were a directory; not behind a look-up that has walked the directory already.
                    if (isLast && request.IsInitial && _status.Kind == FileKind.Regular)
                        MergeSections(depth + 1);
                    return PhaseResult.Ok;
                }
                if (isLast)
                {
                    // A directory asked for without its slash has the sections of its own depth all the same.
                    MergeSections(depth + 1);
                    return MergeAccessFiles();
                }
                _end++;
            }
        }

        /// <summary>Step 3.</summary>
        internal void SplitPathInfo()
        {
            request.FileStatus = _status;
            request.Filename = filename[.._end];
            var rest = filename[_end..];
            if (rest.Length > 0)
                request.PathInfo = rest + request.PathInfo;
            request.CanonicalFilename = request.Filename;
        }

        private void MergeSections(int depth)
        {
            for (; _nextSection < _sections.Count; _nextSection++)
            {
                var section = _sections[_nextSection];
                if (DepthOf(section.Pattern) > depth)
                    return;
                if (Matches(section))
                    State.Enter(request, section);
            }
        }

        private readonly bool Matches(Section section)
        {
            var directory = filename.AsSpan(0, _end);
            if (section.IsGlob)
            {
                var pattern = section.Pattern.AsSpan();
                return Fnmatch.Matches(pattern, EndsWithSlash(directory) ? directory : string.Concat(directory, "/"), FnmatchOptions.PathName)
                    || Fnmatch.Matches(pattern.TrimEnd('/'), directory.TrimEnd('/'), FnmatchOptions.PathName);
            }
            var path = section.Pattern.AsSpan().TrimEnd('/');
            return directory.StartsWith(path, StringComparison.Ordinal) && (directory.Length == path.Length || directory[path.Length] == '/');
        }

        private PhaseResult MergeAccessFiles()
        {
            var core = State.Node.Core;
            if (core.Override == AllowedIn.None && core.OverrideList is null)
                return PhaseResult.Ok;
            var directory = EndsWithSlash(filename.AsSpan(0, _end)) ? filename[.._end] : filename[.._end] + "/";
            var status = request.Runtime.AccessFiles.Find(request, directory, core, out var section);
            if (status != 0)
                return status;
            if (section is not null)
                State.Enter(request, section);
            return PhaseResult.Ok;
        }

        private PhaseResult LookAt(string path, bool isWhole)
        {
            var options = State.Node.Core.Options;
            NoteLinkRule(path, options);
            var followsAll = (options & DirectoryOptions.FollowSymLinks) != 0;
            if (followsAll && wholeExists)
            {
                // The whole name is there, so every part in front of it is a directory and no link needs a look.
                _status = isWhole ? request.FileStatus : new FileStatus { Kind = FileKind.Directory };
                if (isWhole && _status.Kind is FileKind.Regular or FileKind.Directory)
                    return PhaseResult.Ok;
                if (!isWhole)
                    return PhaseResult.Ok;
                return Forbidden38(path);
            }
            var error = FileSystem.LinkStat(path, out _status);
            if (error == -Errno.ENOENT)
                return PhaseResult.Ok;
            if (error == -Errno.EACCES)
            {
                Log.Write(request, LogLevel.Error, "core", 35,
                    $"access to {request.Uri} denied (filesystem path '{path}') because search permissions are missing on a component of the path", -error);
                return 403;
            }
            if (error < 0)
            {
                Log.Write(request, LogLevel.Error, "core", 36, $"access to {request.Uri} failed (filesystem path '{path}')", -error);
                return 403;
            }
            if (_status.Kind == FileKind.Link && !LinkPolicy.TryFollow(path, ref _status, options))
            {
                Log.Write(request, LogLevel.Error, "core", 37, $"Symbolic link not allowed or link target not accessible: {path}");
                return 403;
            }
            return _status.Kind is FileKind.Regular or FileKind.Directory ? PhaseResult.Ok : Forbidden38(path);
        }

        private readonly void NoteLinkRule(string path, DirectoryOptions options)
        {
            var mayFollow = (options & (DirectoryOptions.FollowSymLinks | DirectoryOptions.SymLinksIfOwnerMatch)) != 0;
            if (mayFollow)
                State.LinkFreeFrom = 0;
            else if (State.LinkFreeFrom == 0)
                State.LinkFreeFrom = path.LastIndexOf('/') + 1;
        }

        private readonly PhaseResult Forbidden38(string path)
        {
            Log.Write(request, LogLevel.Error, "core", 38, $"Forbidden: {path} doesn't point to a file or directory");
            return 403;
        }

        private static bool EndsWithSlash(ReadOnlySpan<char> text) => text.Length > 0 && text[^1] == '/';
    }

    /// <summary>Number of parts in a section's path; the root has none.</summary>
    private static int DepthOf(string pattern)
    {
        return pattern.AsSpan().TrimEnd('/').Count('/');
    }
}
