using System.Text;
using Trefoil.Configuration.Directives;
using Trefoil.Configuration.Settings;
using Trefoil.Http.Messages;
using Trefoil.Http.Phases;
using Trefoil.Io.Files;
using Trefoil.Io.Logs;
using Trefoil.Io.Reactors;

namespace Trefoil.Modules.Mappers.ImageMap;

/// <summary>mod_imagemap: where a click on a picture leads, by files of areas (handler imap-file).</summary>
public sealed class ImageMapModule : Module, IHandler
{
    internal const string Name = "imagemap";

    /// <inheritdoc/>
    public override string Identifier => "imagemap_module";

    /// <inheritdoc/>
    public override string SourceFile => "mod_imagemap.c";

    /// <inheritdoc/>
    public override IReadOnlyList<DirectiveDefinition> Directives { get; } =
    [
        Text("ImapMenu", "none, formatted, semiformatted or unformatted", static (settings, value) => settings.Menu = value),
        Text("ImapDefault", "error, nocontent, map, referer or a URL", static (settings, value) => settings.Default = value),
        Text("ImapBase", "map, referer or a URL", static (settings, value) => settings.Base = value),
    ];

    /// <inheritdoc/>
    public async ValueTask<PhaseResult> HandleAsync(Request request)
    {
        if (request.MethodNumber != HttpMethods.Get || request.Handler is not ("imap-file" or "application/x-httpd-imap"))
            return PhaseResult.Declined;
        if (Read(request) is not { } text)
            return 404;
        var settings = request.Directory<ImageMapSettings>();
        var point = MapPoint.Parse(request.QueryString);
        var menu = settings.Menu ?? "formatted";
        if (point is null && !menu.StartsWith("no", StringComparison.OrdinalIgnoreCase))
            return await ShowMenuAsync(request, new MapMenu(request, settings, menu).Make(text));
        return Answer(request, new MapSearch(request, settings, point).Find(text));
    }

    private static string? Read(Request request)
    {
        using (Blocking.Enter())
            return FileSystem.ReadAll(request.Filename!, out _) is { } data ? Encoding.Latin1.GetString(data) : null;
    }

    private static async ValueTask<PhaseResult> ShowMenuAsync(Request request, string page)
    {
        request.ContentType = "text/html; charset=ISO-8859-1";
        await request.Output.WriteAsync(request, Encoding.Latin1.GetBytes(page));
        return PhaseResult.Ok;
    }

    private static PhaseResult Answer(Request request, string? target)
    {
        request.IsCacheable = false;
        switch (target)
        {
            case null or "error":
                return 500;
            case "nocontent":
                return 204;
            default:
                request.HeadersOut.Set("Location", target);
                return 302;
        }
    }

    /// <summary>Reports a line that has too little.</summary>
    internal static void ReportLine(Request request, int line) =>
        Log.Write(request, LogLevel.Error, Name, 679, $"map file {request.Uri}, line {line} syntax error: requires at least two fields");

    private static DirectiveDefinition Text(string name, string help, Action<ImageMapSettings, string> set) =>
        new(name, ArgumentKind.Take1, AllowedIn.OrIndexes, help, (scope, arguments) =>
        {
            set(scope.Directory<ImageMapSettings>(), arguments[0]);
            return null;
        });
}

/// <summary>Per-directory settings of mod_imagemap.</summary>
internal sealed class ImageMapSettings : ISettings<ImageMapSettings>
{
    internal string? Menu { get; set; }

    internal string? Default { get; set; }

    internal string? Base { get; set; }

    public ImageMapSettings Merge(ImageMapSettings inner) => new() { Menu = inner.Menu ?? Menu, Default = inner.Default ?? Default, Base = inner.Base ?? Base };
}
