using System.Globalization;
using System.Text;
using Trefoil.Configuration.Directives;
using Trefoil.Configuration.Settings;
using Trefoil.Http.Messages;
using Trefoil.Http.Phases;
using Trefoil.Io.Files;
using Trefoil.Io.Logs;

namespace Trefoil.Modules.Metadata.CernMeta;

/// <summary>mod_cern_meta: header fields from files that stand beside the documents.</summary>
internal sealed class CernMetaModule : Module, IFixups
{
    private const string LogName = "cern_meta";

    public override string Identifier => "cern_meta_module";

    public override string SourceFile => "mod_cern_meta.c";

    public override IReadOnlyList<DirectiveDefinition> Directives { get; } =
    [
        new("MetaFiles", ArgumentKind.Flag, AllowedIn.OrIndexes, "Limited to 'on' or 'off'", static (s, a) => Set(s, x => x.Active = DirectiveScope.IsOn(a[0]))),
        new("MetaDir", ArgumentKind.Take1, AllowedIn.OrIndexes, "the name of the directory containing meta files", static (s, a) => Set(s, x => x.Folder = a[0])),
        new("MetaSuffix", ArgumentKind.Take1, AllowedIn.OrIndexes, "the filename suffix for meta files", static (s, a) => Set(s, x => x.Suffix = a[0])),
    ];

    public PhaseResult Fixup(Request request)
    {
        var settings = request.Directory<CernMetaSettings>();
        if (settings.Active != true || request.Filename is not { } file || request.FileStatus.Kind == FileKind.Directory || request.Uri.EndsWith('/'))
            return PhaseResult.Declined;
        var slash = file.LastIndexOf('/');
        if (slash < 0)
            return PhaseResult.Declined;
        // the meta file may change without the document
        request.IsCacheable = false;
        var path = $"{file[..slash]}/{settings.Folder ?? ".web"}/{file[(slash + 1)..]}{settings.Suffix ?? ".meta"}";
        if (FileSystem.ReadAll(path, out var error, 65536) is not { } data)
        {
            if (error is -2 or -20)
                return PhaseResult.Declined;
            Log.Write(request, LogLevel.Error, LogName, 1539, $"meta file permissions deny server access: {path}", -error);
            return 403;
        }
        foreach (var raw in Encoding.Latin1.GetString(data).Split('\n'))
        {
            var line = raw.TrimEnd('\r');
            if (line.Length == 0)
                break;
            var colon = line.IndexOf(':', StringComparison.Ordinal);
            if (colon < 0)
            {
                Log.Write(request, LogLevel.Error, LogName, 1537, $"malformed header in meta file: {request.Filename}");
                return 500;
            }
            Take(request, line[..colon], line[(colon + 1)..].Trim(' ', '\t'));
        }
        return PhaseResult.Ok;
    }

    private static void Take(Request request, string name, string value)
    {
        if (string.Equals(name, "Content-Type", StringComparison.OrdinalIgnoreCase))
            request.ContentType = value;
        else if (string.Equals(name, "Status", StringComparison.OrdinalIgnoreCase) && int.TryParse(value.Split(' ')[0], NumberStyles.None, CultureInfo.InvariantCulture, out var status))
            (request.Status, request.StatusLine) = (status, value);
        else
            request.HeadersOut.Set(name, value);
    }

    private static string? Set(DirectiveScope scope, Action<CernMetaSettings> change)
    {
        change(scope.Directory<CernMetaSettings>());
        return null;
    }
}

/// <summary>Meta* directives of one place.</summary>
internal sealed class CernMetaSettings : ISettings<CernMetaSettings>
{
    internal bool? Active { get; set; }

    internal string? Folder { get; set; }

    internal string? Suffix { get; set; }

    public CernMetaSettings Merge(CernMetaSettings inner) =>
        new() { Active = inner.Active ?? Active, Folder = inner.Folder ?? Folder, Suffix = inner.Suffix ?? Suffix };
}
