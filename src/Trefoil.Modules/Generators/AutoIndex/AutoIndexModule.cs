using Trefoil.Configuration.Directives;
using Trefoil.Http.Core;
using Trefoil.Http.Input;
using Trefoil.Http.Messages;
using Trefoil.Http.Phases;
using Trefoil.Io.Files;
using Trefoil.Io.Logs;
using Trefoil.Io.Reactors;

namespace Trefoil.Modules.Generators.AutoIndex;

/// <summary>mod_autoindex: lists directories that have no index file.</summary>
public sealed class AutoIndexModule : Module, IHandler
{
    private const string Name = "autoindex";
    private const string DirectoryHandler = "httpd/unix-directory";

    /// <inheritdoc/>
    public override string Identifier => "autoindex_module";

    /// <inheritdoc/>
    public override string SourceFile => "mod_autoindex.c";

    /// <inheritdoc/>
    public override IReadOnlyList<DirectiveDefinition> Directives => AutoIndexDirectives.All;

    /// <inheritdoc/>
    public async ValueTask<PhaseResult> HandleAsync(Request request)
    {
        if (request.Handler != DirectoryHandler || request.Filename is null)
            return PhaseResult.Declined;
        request.AllowedMethods |= 1UL << HttpMethods.Get;
        if (request.MethodNumber != HttpMethods.Get)
            return PhaseResult.Declined;
        if ((request.Directory<CoreDirectorySettings>().Options & DirectoryOptions.Indexes) == 0)
        {
            Log.Write(request, LogLevel.Error, Name, 1276,
                $"Cannot serve directory {request.Filename}: No matching DirectoryIndex ({request.Notes.Get("dir-index-names") ?? "none"}) found, and server-generated directory index "
                + "forbidden by Options directive");
            return 403;
        }
        if (await InputChain.DiscardAsync(request) is > 0 and var refused)
            return refused;
        // Looked-up names are relative to the directory itself.
        if (!request.Filename.EndsWith('/'))
            request.Filename += "/";
        return await ListAsync(request);
    }

    private static async ValueTask<PhaseResult> ListAsync(Request request)
    {
        var settings = request.Directory<AutoIndexSettings>();
        var query = IndexQuery.Read(settings, request.QueryString);
        var names = ReadNames(request.Filename!, out var error);
        if (names is null)
        {
            Log.Write(request, LogLevel.Error, Name, 1275, $"Can't open directory for index: {request.Filename}", -error);
            return 403;
        }
        var charset = settings.Charset ?? "ISO-8859-1";
        request.ContentType = (settings.ContentType ?? "text/html") + (charset.Length > 0 ? ";charset=" + charset : "");
        request.IsCacheable = false;
        if ((query.Options & IndexOption.TrackModified) != 0)
            TrackModified(request);
        if (request.IsHead)
            return PhaseResult.Ok;

        var page = new IndexPage(request);
        var frame = new IndexFrame(request, page, settings, query.Options);
        await frame.WriteHeadAsync();
        var entries = new List<IndexEntry>(names.Count + 1);
        var source = new IndexEntries(request, settings, query);
        if (source.Parent() is { } parent)
            entries.Add(parent);
        foreach (var name in names)
        {
            if (await source.MakeAsync(name) is { } entry)
                entries.Add(entry);
        }
        entries.Sort(new IndexOrder(query));
        await new IndexLayout(page, settings, query).WriteAsync(entries);
        await frame.WriteFootAsync();
        return PhaseResult.Ok;
    }

    private static List<string>? ReadNames(string path, out int error)
    {
        using (Blocking.Enter())
            return FileSystem.List(path, out error);
    }

    private static void TrackModified(Request request)
    {
        request.LastModified = request.FileStatus.ModifiedMicroseconds;
        request.HeadersOut.Set("Last-Modified", HttpDate.Format(request.LastModified));
        request.HeadersOut.Set("ETag", $"\"{request.FileStatus.Size:x}-{request.FileStatus.ModifiedMicroseconds:x}\"");
    }
}
