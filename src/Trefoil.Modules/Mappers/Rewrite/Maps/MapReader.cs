using Trefoil.Configuration.Directives;
using Trefoil.Io.Files;
using Trefoil.Io.Logs;

namespace Trefoil.Modules.Mappers.Rewrite.Maps;

/// <summary>Makes the map that a RewriteMap directive names.</summary>
internal static class MapReader
{
    internal static RewriteMap? Read(DirectiveScope scope, string name, string source, string? options, out string? error)
    {
        error = null;
        if (options is not null && !scope.Context.IsChild && source.StartsWith("prg:", StringComparison.OrdinalIgnoreCase))
        {
            scope.Context.Report(LogLevel.Warn, RewriteLog.ModuleName, 0,
                $"RewriteMap: the program of map {name} runs as the server's User and Group; '{options}' is ignored ({scope.Directive.Location})", scope.Server);
        }
        var (kind, path) = Cut(source);
        switch (kind)
        {
            case "int":
                var map = InternalMap.Create(name, path);
                error = map is null ? "RewriteMap: internal map not found:" + path : null;
                return map;
            case "prg":
                return ReadProgram(scope, name, path, out error);
            case "dbd" or "fastdbd":
                error = "RewriteMap types dbd and fastdbd require mod_dbd!";
                return null;
            case "dbm" or "dbm=sdbm" or "dbm=default":
                path = scope.Context.ResolvePath(path);
                return Exists(name, path + ".pag", path, out error) ? new DbmMap(name, path) : null;
            case "rnd":
                path = scope.Context.ResolvePath(path);
                return Exists(name, path, path, out error) ? new RandomMap(name, path) : null;
            case "txt":
                path = scope.Context.ResolvePath(path);
                return Exists(name, path, path, out error) ? new TextMap(name, path) : null;
            default:
                error = $"RewriteMap: dbm type {kind["dbm=".Length..]} is invalid";
                return null;
        }
    }

    private static (string Kind, string Path) Cut(string source)
    {
        foreach (var kind in (ReadOnlySpan<string>)["txt", "rnd", "dbm", "prg", "int", "dbd", "fastdbd"])
        {
            if (source.Length > kind.Length && source[kind.Length] == ':' && source.StartsWith(kind, StringComparison.OrdinalIgnoreCase))
                return (kind, source[(kind.Length + 1)..]);
        }
        var colon = source.IndexOf(':');
        if (colon > 4 && source.StartsWith("dbm=", StringComparison.OrdinalIgnoreCase))
            return (source[..colon].ToLowerInvariant(), source[(colon + 1)..]);
        return ("txt", source);
    }

    private static RewriteMap? ReadProgram(DirectiveScope scope, string name, string commandLine, out string? error)
    {
        var words = ProgramWords.Cut(commandLine);
        if (words.Length == 0)
        {
            error = "RewriteMap: bad path to prg map: " + commandLine;
            return null;
        }
        words[0] = scope.Context.ResolvePath(words[0]);
        return Exists(name, words[0], words[0], out error) ? new ProgramMap(name, words) : null;
    }

    private static bool Exists(string name, string file, string shown, out string? error)
    {
        error = FileSystem.Stat(file, out _) == 0 ? null : $"RewriteMap: file for map {name} not found:{shown}";
        return error is null;
    }
}
