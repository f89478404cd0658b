using System.Text;
using Trefoil.Configuration.Directives;
using Trefoil.Configuration.Patterns;
using Trefoil.Io.Files;
using Trefoil.Io.Native;

namespace Trefoil.Configuration.Reading;

/// <summary>Include and IncludeOptional: a file, a directory with all below it, or a pattern with wildcards in any part; always in alphabetical order.</summary>
internal static class Includes
{
    private const int MaxDepth = 128, MaxDirectoryDepth = 20;


    internal static string? Read(ReadPlace place, string name, bool optional)
    {
        var session = place.Session;
        if (++session.IncludeDepth > MaxDepth)
        {
            session.IncludeDepth = 0;
            return $"Exceeded maximum include depth of {MaxDepth}, There appears to be a recursion.";
        }
        if (ServerPath.Resolve(session.ServerRoot, name) is not { } path)
        {
            session.IncludeDepth = 0;
            return $"Invalid Include path {name}";
        }
        var run = new Run(session, place.Directive.Location, optional, place.Yield);
        var error = Fnmatch.IsGlob(path) ? run.Walk("/", path[1..]) : run.ReadPath(path, 0);
        if (session.IncludeDepth > 0)
            session.IncludeDepth--;
        return error;
    }

    /// <summary>Reads one file into a list; the error names line and file.</summary>
    internal static string? ReadFile(ReadSession session, string path, SourceLocation includedBy, bool optional, List<Directive> into)
    {
        var data = FileSystem.Stat(path, out var status) == 0 && status.Kind == FileKind.Other && path != "/dev/null" && FileSystem.OpenRead(path) is var probe and >= 0
            ? Refuse(session, path, probe, out var errno)
            : FileSystem.ReadAll(path, out errno);
        if (data is null)
        {
            if (optional && errno is -Errno.ENOENT or -Errno.ENOTDIR)
                return null;
            return $"Could not open configuration file {path}: {Errno.Text(-errno)}";
        }
        session.Included.Add(new IncludedFile(path, includedBy, session.IncludeDepth));
        return ReadText(session, LineSource.OfText(path, Encoding.Latin1.GetString(data)), into);
    }

    internal static string? ReadText(ReadSession session, LineSource source, List<Directive> into)
    {
        var builder = new TreeBuilder(session, source);
        return builder.ReadAll(into) is { } error
            ? builder.Failed is { } place ? $"Syntax error on line {place.Line} of {place.File}: {error}" : error
            : null;
    }

    private static byte[]? Refuse(ReadSession session, string path, int descriptor, out int errno)
    {
        FileSystem.Close(descriptor);
        session.Report(Io.Logs.LogLevel.Error, "core", 554, $"Access to file {path} denied by server: not a regular file");
        errno = -Errno.EBADF;
        return null;
    }

    private sealed class Run(ReadSession session, SourceLocation includedBy, bool optional, List<Directive> into)
    {
        /// <summary>Follows a path with wildcards one part at a time.</summary>
        internal string? Walk(string directory, string rest)
        {
            var slash = rest.IndexOf('/');
            var part = slash < 0 ? rest : rest[..slash];
            var behind = slash < 0 ? null : rest[(slash + 1)..];
            if (!Fnmatch.IsGlob(part))
            {
                var path = Join(directory, part);
                return behind is null ? ReadPath(path, 0) : Walk(path, behind);
            }
            if (FileSystem.List(directory, out var errno) is not { } names)
                return optional ? null : $"Include/IncludeOptional: Could not open directory {directory}: {Errno.Text(-errno)}";
            names.RemoveAll(name => !Fnmatch.Matches(part, name, FnmatchOptions.Period) || (behind is not null && !IsDirectory(Join(directory, name))));
            if (names.Count == 0)
                return optional ? null : $"Include/IncludeOptional: No matches for the wildcard '{part}' in '{directory}', failing";
            names.Sort(string.CompareOrdinal);
            foreach (var name in names)
            {
                var path = Join(directory, name);
                if ((behind is null ? ReadPath(path, 0) : Walk(path, behind)) is { } error)
                    return error;
            }
            return null;
        }

        internal string? ReadPath(string path, int depth)
        {
            if (!IsDirectory(path))
                return ReadFile(session, path, includedBy, optional, into);
            if (++depth > MaxDirectoryDepth)
                return $"Directory '{path}' exceeds the maximum include directory nesting level of {MaxDirectoryDepth}. You have probably a recursion somewhere.";
            if (FileSystem.List(path, out var errno) is not { } names)
                return $"Could not open config directory {path}: {Errno.Text(-errno)}";
            names.Sort(string.CompareOrdinal);
            foreach (var name in names)
            {
                if (ReadPath(Join(path, name), depth) is { } error)
                    return error;
            }
            return null;
        }

        private static bool IsDirectory(string path) => FileSystem.Stat(path, out var status) == 0 && status.Kind == FileKind.Directory;

        private static string Join(string directory, string name) => directory.EndsWith('/') ? directory + name : directory + "/" + name;
    }
}
