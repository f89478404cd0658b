using System.IO.Compression;
using Trefoil.Configuration.Directives;
using Trefoil.Configuration.Sections;
using Trefoil.Configuration.Settings;
using Trefoil.Http.Messages;
using Trefoil.Http.Phases;
using Trefoil.Io.Files;
using Trefoil.Io.Logs;
using Trefoil.Io.Reactors;

namespace Trefoil.Modules.Metadata.MimeMagic;

/// <summary>mod_mime_magic: media types by the first bytes of a file, where its name says nothing.</summary>
public sealed class MimeMagicModule : Module, ITypeChecker
{
    internal const string Name = "mime_magic";

    /// <inheritdoc/>
    public override string Identifier => "mime_magic_module";

    /// <inheritdoc/>
    public override string SourceFile => "mod_mime_magic.c";

    /// <inheritdoc/>
    public override IReadOnlyList<DirectiveDefinition> Directives { get; } =
    [
        new("MimeMagicFile", ArgumentKind.Take1, AllowedIn.RsrcConf, "a file of rules in the format of file(1)", static (scope, arguments) =>
        {
            scope.ForServer<MimeMagicSettings>().File = arguments[0];
            return null;
        }),
    ];

    /// <inheritdoc/>
    public PhaseOrder OrderIn(RequestPhase phase) => PhaseOrder.Last;

    /// <summary>Reads the rules of every server.</summary>
    public override string? PostConfig(ConfigurationContext context)
    {
        var read = new Dictionary<string, MagicRules?>(StringComparer.Ordinal);
        foreach (var server in context.VirtualHosts.Prepend(context.MainServer))
        {
            if (server.Settings.Find<MimeMagicSettings>() is not { File: { } file } settings)
                continue;
            if (!read.TryGetValue(file, out var rules))
                read.Add(file, rules = Read(context, file));
            settings.Rules = rules;
        }
        return null;
    }

    /// <inheritdoc/>
    public PhaseResult CheckType(Request request)
    {
        if (request.ContentType is not null || request.Filename is not { } filename || !request.FileStatus.Exists
            || request.ForServer<MimeMagicSettings>().Rules is not { } rules)
            return PhaseResult.Declined;
        if (request.FileStatus.Kind != FileKind.Regular)
            return Take(request, "application/octet-stream", null);
        if (request.FileStatus.Size == 0)
            return Take(request, "text/plain", null);
        Span<byte> start = stackalloc byte[MagicRules.Reach];
        var got = ReadStart(request, filename, start);
        if (got <= 0)
            return PhaseResult.Declined;
        start = start[..got];
        if (CompressedCoding(start) is { } coding)
            return LookInside(request, rules, start, coding);
        return (rules.Describe(start) ?? TextWords.TypeOf(start)) is { } found ? Apply(request, found) : PhaseResult.Declined;
    }

    private static MagicRules? Read(ConfigurationContext context, string file)
    {
        var path = context.ResolvePath(file);
        if (context.ReadFile(path, out var error) is { } text)
            return MagicRules.Parse(text.Span, message => context.Report(LogLevel.Error, Name, 1524, "mod_mime_magic: " + message));
        context.Report(LogLevel.Error, Name, 1515, $"mod_mime_magic: can't read magic file {path} (errno {Math.Abs(error)})");
        return null;
    }

    private static int ReadStart(Request request, string filename, Span<byte> start)
    {
        using (Blocking.Enter())
        {
            var descriptor = FileSystem.OpenRead(filename);
            if (descriptor < 0)
            {
                Log.Write(request, LogLevel.Error, Name, 1512, $"mod_mime_magic: can't read `{filename}'", -descriptor);
                return descriptor;
            }
            var got = FileSystem.ReadAt(descriptor, start, 0);
            FileSystem.Close(descriptor);
            return got;
        }
    }

    private static string? CompressedCoding(ReadOnlySpan<byte> start) => start switch
    {
        [0x1f, 0x8b, ..] or [0x1f, 0x1e, ..] => "x-gzip",
        [0x1f, 0x9d, ..] => "x-compress",
        _ => null,
    };

    /// <summary>The type of what is compressed; the coding goes into Content-Encoding.</summary>
    private static PhaseResult LookInside(Request request, MagicRules rules, ReadOnlySpan<byte> start, string coding)
    {
        var inside = new byte[MagicRules.Reach];
        var got = 0;
        try
        {
            using var plain = new GZipStream(new MemoryStream(start.ToArray()), CompressionMode.Decompress);
            got = plain.ReadAtLeast(inside, inside.Length, throwOnEndOfStream: false);
        }
        catch (InvalidDataException)
        {
            // Not gzip after all, or cut off by how far was read: what came out so far is all there is.
        }
        if (got == 0)
        {
            Log.Write(request, LogLevel.Error, Name, 1554, $"mod_mime_magic: read failed from uncompress of {request.Filename}");
            return PhaseResult.Declined;
        }
        request.ContentEncoding = coding;
        var content = inside.AsSpan(0, got);
        return (rules.Describe(content) ?? TextWords.TypeOf(content)) is { } found ? Apply(request, found) : PhaseResult.Declined;
    }

    /// <summary>A description is a media type, and behind a blank perhaps a content coding.</summary>
    private static PhaseResult Apply(Request request, string description)
    {
        var words = description.Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        if (words.Length == 0 || !words[0].Contains('/'))
            return PhaseResult.Declined;
        return Take(request, words[0].ToLowerInvariant(), words.Length > 1 ? words[1].ToLowerInvariant() : null);
    }

    private static PhaseResult Take(Request request, string type, string? coding)
    {
        request.ContentType = type;
        if (coding is not null)
            request.ContentEncoding = coding;
        return PhaseResult.Ok;
    }
}

/// <summary>Per-server settings of mod_mime_magic.</summary>
internal sealed class MimeMagicSettings : ISettings<MimeMagicSettings>
{
    internal string? File { get; set; }

    internal MagicRules? Rules { get; set; }

    public MimeMagicSettings Merge(MimeMagicSettings inner) => new() { File = inner.File ?? File };
}
