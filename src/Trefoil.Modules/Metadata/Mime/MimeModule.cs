using Trefoil.Configuration.Directives;
using Trefoil.Http.Input;
using Trefoil.Http.Messages;
using Trefoil.Http.Output;
using Trefoil.Http.Phases;
using Trefoil.Io.Files;
using Trefoil.Io.Logs;

namespace Trefoil.Modules.Metadata.Mime;

/// <summary>mod_mime: media type, encoding, language, charset, handler and filters by file-name extension.</summary>
public sealed class MimeModule : Module, ITypeChecker, IInsertFilters
{
    internal const string DirectoryType = "httpd/unix-directory";

    private Dictionary<string, string> _types = new(StringComparer.Ordinal);

    /// <inheritdoc/>
    public override string Identifier => "mime_module";

    /// <inheritdoc/>
    public override string SourceFile => "mod_mime.c";

    /// <inheritdoc/>
    public override IReadOnlyList<DirectiveDefinition> Directives => MimeDirectives.All;

    /// <inheritdoc/>
    public override string? PostConfig(ConfigurationContext context)
    {
        var path = context.ResolvePath(context.MainServer.Settings.Get<MimeServerSettings>().TypesConfig ?? "conf/mime.types");
        if (context.ReadFile(path, out var errno) is not { } text)
        {
            context.Report(LogLevel.Error, "mime", 1597, $"could not open mime types config file {path}. (errno {Math.Abs(errno)})");
            return $"could not open mime types config file {path}.";
        }
        _types = MimeTypesFile.Read(text.Span);
        return null;
    }

    /// <inheritdoc/>
    public PhaseResult CheckType(Request request)
    {
        if (request.FileStatus.Kind == FileKind.Directory)
        {
            request.ContentType = DirectoryType;
            return PhaseResult.Ok;
        }
        if (request.Filename is null)
            return PhaseResult.Declined;
        var settings = request.Directory<MimeSettings>();
        var name = settings.UsePathInfo == true ? request.Filename + request.PathInfo : request.Filename;
        var charset = ReadExtensions(request, settings, name);
        if (request.ContentType is { } type)
        {
            if (MediaTypeText.WithCharset(type, charset) is { } full)
                request.ContentType = full;
            else
                Log.Write(request, LogLevel.Warn, "mime", 1598, $"mod_mime: analyze_ct: cannot get media type from '{type}'");
        }
        if (request.ContentLanguages is null && settings.DefaultLanguage is { } language)
            request.ContentLanguages = [language];
        return request.ContentType is null ? PhaseResult.Declined : PhaseResult.Ok;
    }

    /// <summary>Puts the filters that the file's extensions asked for in place.</summary>
    public void InsertFilters(Request request)
    {
        if (request.State.Find<MimeFilters>() is not { } filters)
            return;
        foreach (var name in filters.Input)
            InputChain.Add(request, name);
        foreach (var name in filters.Output)
            OutputChain.Add(request, name);
    }

    /// <summary>Takes the extensions of a name from left to right, the later one winning where only one value fits; gives the charset.</summary>
    private string? ReadExtensions(Request request, MimeSettings settings, string path)
    {
        var name = path[(path.LastIndexOf('/') + 1)..];
        // Leading dots and everything to the first dot behind them are the base name: ".png" is a hidden file called png.
        var dots = 0;
        while (dots < name.Length && name[dots] == '.')
            dots++;
        var at = name.IndexOf('.', dots);
        var exceptions = new List<string> { at < 0 ? name : name[..at] };
        string? charset = null;
        var described = false;
        while (at >= 0)
        {
            var next = name.IndexOf('.', at + 1);
            var part = next < 0 ? name[(at + 1)..] : name[(at + 1)..next];
            at = next;
            if (part.Length == 0)
                continue;
            var extension = part.ToLowerInvariant();
            settings.Extensions.TryGetValue(extension, out var info);
            var found = false;
            if (info?.Type is null && _types.TryGetValue(extension, out var type))
            {
                request.ContentType = type;
                found = true;
            }
            if (info is not null)
                found |= Apply(request, settings, info, ref charset);
            if (found)
                described = true;
            else
                exceptions.Add(part);
        }
        if (described)
            request.State.Set(new MimeExceptions(exceptions));
        return charset;
    }

    private static bool Apply(Request request, MimeSettings settings, ExtensionInfo info, ref string? charset)
    {
        var found = false;
        if (!string.IsNullOrEmpty(info.Type))
        {
            request.ContentType = info.Type;
            found = true;
        }
        if (info.Charset is not null)
        {
            charset = info.Charset;
            found = true;
        }
        if (info.Language is not null)
        {
            (request.ContentLanguages ??= []).Add(info.Language);
            found = true;
        }
        if (info.Encoding is not null)
        {
            request.ContentEncoding = request.ContentEncoding is null ? info.Encoding : request.ContentEncoding + ", " + info.Encoding;
            found = true;
        }
        // Handlers and filters describe no variant: by default a name must be asked for in full to get them.
        if (info.Handler is not null && request.ProxyRequest == ProxyRequestKind.None)
        {
            request.Handler = info.Handler;
            found |= (settings.MultiviewsMatch & MultiviewsMatch.Handlers) != 0;
        }
        if (info.InputFilters is not null || info.OutputFilters is not null)
        {
            request.State.GetOrCreate<MimeFilters>().Add(info);
            found |= (settings.MultiviewsMatch & MultiviewsMatch.Filters) != 0;
        }
        return found;
    }
}
