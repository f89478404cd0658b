using Trefoil.Configuration.Directives;
using Trefoil.Http.Messages;
using Trefoil.Http.Phases;
using Trefoil.Http.Uris;

namespace Trefoil.Modules.Mappers.VhostAlias;

/// <summary>mod_vhost_alias: document roots and script directories made from the host name or the server's address.</summary>
public sealed class VhostAliasModule : Module, ITranslateName
{
    private const string ScriptPrefix = "cgi-bin";

    /// <inheritdoc/>
    public override string Identifier => "vhost_alias_module";

    /// <inheritdoc/>
    public override string SourceFile => "mod_vhost_alias.c";

    /// <inheritdoc/>
    public override IReadOnlyList<DirectiveDefinition> Directives { get; } =
    [
        Define("VirtualDocumentRoot", "the DocumentRoot made from the host name", static (settings, directory) => settings.DocumentRoot = directory, byAddress: false),
        Define("VirtualDocumentRootIP", "the DocumentRoot made from the server's address", static (settings, directory) => settings.DocumentRoot = directory, byAddress: true),
        Define("VirtualScriptAlias", "the script directory made from the host name", static (settings, directory) => settings.ScriptDirectory = directory, byAddress: false),
        Define("VirtualScriptAliasIP", "the script directory made from the server's address", static (settings, directory) => settings.ScriptDirectory = directory, byAddress: true),
    ];

    /// <inheritdoc/>
    public PhaseResult TranslateName(Request request)
    {
        var settings = request.ForServer<VhostAliasSettings>();
        var directory = settings.DocumentRoot;
        var rest = request.Uri;
        var isScript = settings.ScriptDirectory is { Format: not null } && IsScript(request.Uri, out rest);
        if (isScript)
            directory = settings.ScriptDirectory;
        else if (!request.Uri.StartsWith('/'))
            return PhaseResult.Declined;
        if (directory?.Format is not { } format)
            return PhaseResult.Declined;
        var name = directory.ByAddress ? request.Connection.LocalAddress.ToString() : CanonicalName.ServerName(request);
        var root = VhostFormat.Expand(format, name, CanonicalName.Port(request));
        request.Filename = root + rest;
        if (isScript)
        {
            request.Handler = "cgi-script";
            request.Notes.Set("alias-forced-type", "cgi-script");
        }
        request.ContextPrefix = isScript ? "/" + ScriptPrefix : "";
        request.ContextDocumentRoot = root;
        if (!isScript)
            request.DocumentRootOverride = root;
        return PhaseResult.Ok;
    }

    private static bool IsScript(string uri, out string rest)
    {
        var slashes = 0;
        while (slashes < uri.Length && uri[slashes] == '/')
            slashes++;
        var isScript = uri.AsSpan(slashes).StartsWith(ScriptPrefix + "/", StringComparison.Ordinal);
        rest = isScript ? uri[(slashes + ScriptPrefix.Length)..] : uri;
        return isScript;
    }

    private static DirectiveDefinition Define(string name, string help, Action<VhostAliasSettings, InterpolatedDirectory> set, bool byAddress) =>
        new(name, ArgumentKind.Take1, AllowedIn.RsrcConf, help, (scope, arguments) =>
        {
            var format = arguments[0];
            if (!format.StartsWith('/'))
            {
                if (!string.Equals(format, "none", StringComparison.OrdinalIgnoreCase))
                    return "format string must be an absolute path, or 'none'";
                format = null;
            }
            else if (VhostFormat.Check(format) is { } error)
            {
                return error;
            }
            set(scope.ForServer<VhostAliasSettings>(), new InterpolatedDirectory(format, byAddress));
            return null;
        });
}
