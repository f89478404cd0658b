using Trefoil.Io.Files;
using Trefoil.Io.Logs;

namespace Trefoil.Modules.Mappers.Rewrite.Maps;

/// <summary>A map kept in a file: read as a whole, and anew when the file has changed.</summary>
internal abstract class FileMap : RewriteMap
{
    private volatile Content? _content;

    protected FileMap(string name, string path) : base(name) => Path = path;

    protected string Path { get; }

    /// <summary>How the trace calls this kind of map.</summary>
    protected abstract string Kind { get; }

    /// <summary>AH number of the line about a file that cannot be looked at.</summary>
    protected abstract int AccessError { get; }

    internal override string? Find(RuleRunner runner, string key)
    {
        var error = FileSystem.Stat(Path, out var status);
        if (error < 0)
        {
            Log.Write(runner.Request, LogLevel.Error, RewriteLog.ModuleName, AccessError, $"mod_rewrite: can't access {FileDescription} {Path}", -error);
            return null;
        }
        var content = _content;
        if (content is null || !content.Status.SameVersion(status))
            _content = content = new Content(status, Read(runner));
        return Report(runner, content, key);
    }

    /// <summary>What the file is called in error lines.</summary>
    protected abstract string FileDescription { get; }

    protected abstract Dictionary<string, string> Read(RuleRunner runner);

    private string? Report(RuleRunner runner, Content content, string key)
    {
        var found = content.Values.TryGetValue(key, out var value);
        if (runner.Log.Traces(5))
        {
            if (found && content.IsKnown(key))
            {
                runner.Log.Trace(5, $"cache lookup OK: map={Name}[{Kind}] key={key} -> val={value}");
            }
            else
            {
                if (runner.Log.Traces(6))
                    runner.Log.Trace(6, "cache lookup FAILED, forcing new map lookup");
                runner.Log.Trace(5, found ? $"map lookup OK: map={Name}[{Kind}] key={key} -> val={value}" : $"map lookup FAILED: map={Name}[{Kind}] key={key}");
            }
        }
        return value;
    }

    /// <summary>What one version of the file says.</summary>
    private sealed class Content(FileStatus status, Dictionary<string, string> values)
    {
        private readonly HashSet<string> _asked = [];

        internal FileStatus Status { get; } = status;

        internal Dictionary<string, string> Values { get; } = values;

        internal bool IsKnown(string key)
        {
            lock (_asked)
                return !_asked.Add(key);
        }
    }
}
