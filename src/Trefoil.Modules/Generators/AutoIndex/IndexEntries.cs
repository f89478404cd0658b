using System.Text;
using Trefoil.Configuration.Patterns;
using Trefoil.Http.Messages;
using Trefoil.Http.Phases;
using Trefoil.Io.Files;

namespace Trefoil.Modules.Generators.AutoIndex;

/// <summary>Turns the names of a directory into the entries of a listing: those that the client may see, each looked up as a request of its own.</summary>
internal sealed class IndexEntries(Request request, AutoIndexSettings settings, IndexQuery query)
{
    private const string DirectoryName = "^^DIRECTORY^^";
    private const int TitleSearch = 8192;

    private bool IsFancy => (query.Options & (IndexOption.FancyIndexing | IndexOption.HtmlTable)) != 0;

    /// <summary>The line that leads up, or null at the root or where IndexIgnore hides it.</summary>
    internal IndexEntry? Parent()
    {
        var path = request.Filename + "..";
        if (request.Uri.Length <= 1 || IsIgnored(path))
            return null;
        var uri = request.Uri[..(request.Uri.TrimEnd('/').LastIndexOf('/') + 1)];
        return new IndexEntry
        {
            Name = uri,
            IsParent = true,
            Icon = IsFancy ? IndexRule.Find(settings.Icons, path, null, null, pathOnly: true) ?? Special(settings.Icons) : null,
            Alt = IsFancy ? IndexRule.Find(settings.Alts, path, null, null, pathOnly: true) ?? Special(settings.Alts) ?? "PARENTDIR" : null,
            Description = IsFancy ? IndexDescription.Find(settings.Descriptions, path + "/") : null,
        };
    }

    /// <summary>The entry of a name, or null for one that must not show.</summary>
    internal async ValueTask<IndexEntry?> MakeAsync(string name)
    {
        if (query.Pattern is { } pattern && !Fnmatch.Matches(pattern, name, FnmatchOptions.NoEscape | FnmatchOptions.Period))
            return null;
        var path = request.Filename + name;
        if (IsIgnored(path) || FileSystem.LinkStat(path, out var status) != 0)
            return null;
        var found = await Subrequests.LookupEntryAsync(request, name, status);
        var kind = found.FileStatus.Kind;
        if (kind is not (FileKind.Directory or FileKind.Regular) || !MayShow(found.Status))
            return null;
        return kind == FileKind.Directory ? Folder(name, path, found) : File(name, found);
    }

    private bool MayShow(int status) =>
        status is >= 200 and < 400 || (status is 401 or 403 && (query.Options & IndexOption.ShowForbidden) != 0);

    private bool IsIgnored(string path)
    {
        var name = path[(path.LastIndexOf('/') + 1)..];
        foreach (var rule in settings.Ignored)
        {
            var pattern = rule.Pattern[(rule.Pattern.LastIndexOf('/') + 1)..];
            if (IndexPattern.Matches(path, rule.Directory, ignoreCase: false) && IndexPattern.Matches(name, pattern, ignoreCase: false))
                return true;
        }
        return false;
    }

    private IndexEntry Folder(string name, string path, Request found)
    {
        if (!IsFancy)
            return new IndexEntry { Name = name + "/" };
        return new IndexEntry
        {
            Name = name + "/",
            IsFolder = (query.Options & IndexOption.FoldersFirst) != 0,
            Modified = found.FileStatus.ModifiedMicroseconds,
            Icon = IndexRule.Find(settings.Icons, path, null, null, pathOnly: true) ?? Special(settings.Icons),
            Alt = IndexRule.Find(settings.Alts, path, null, null, pathOnly: true) ?? Special(settings.Alts) ?? "DIR",
            Description = IndexDescription.Find(settings.Descriptions, path),
        };
    }

    private IndexEntry File(string name, Request found)
    {
        if (!IsFancy)
            return new IndexEntry { Name = name };
        var path = found.Filename!;
        var type = Essence(found.ContentType);
        return new IndexEntry
        {
            Name = name,
            Modified = found.FileStatus.ModifiedMicroseconds,
            Size = found.FileStatus.Size,
            Icon = IndexRule.Find(settings.Icons, path, type, found.ContentEncoding, pathOnly: false),
            Alt = IndexRule.Find(settings.Alts, path, type, found.ContentEncoding, pathOnly: false),
            Description = IndexDescription.Find(settings.Descriptions, path)
                ?? ((query.Options & IndexOption.ScanHtmlTitles) != 0 && found.ContentEncoding is null && type is "text/html" or "application/xhtml+xml" ? TitleOf(path) : null),
        };
    }

    private static string? Special(List<IndexRule> rules) => IndexRule.Find(rules, DirectoryName, null, null, pathOnly: true);

    private static string? Essence(string? type)
    {
        var end = type?.IndexOf(';') ?? -1;
        return end < 0 ? type : type![..end].TrimEnd(' ');
    }

    /// <summary>The title of an HTML page, line ends as blanks.</summary>
    private static string? TitleOf(string path)
    {
        var file = FileSystem.OpenRead(path);
        if (file < 0)
            return null;
        try
        {
            var buffer = new byte[TitleSearch];
            var got = FileSystem.ReadAt(file, buffer, 0);
            return got <= 0 ? null : TitleIn(Encoding.Latin1.GetString(buffer, 0, got));
        }
        finally
        {
            FileSystem.Close(file);
        }
    }

    internal static string? TitleIn(string html)
    {
        var start = html.IndexOf("<title>", StringComparison.OrdinalIgnoreCase);
        if (start < 0)
            return null;
        start += "<title>".Length;
        var end = html.IndexOf('<', start);
        return (end < 0 ? html[start..] : html[start..end]).Replace('\r', ' ').Replace('\n', ' ').TrimStart();
    }
}
