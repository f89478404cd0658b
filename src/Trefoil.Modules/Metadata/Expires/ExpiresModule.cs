using System.Globalization;
using Trefoil.Configuration.Directives;
using Trefoil.Http.Messages;
using Trefoil.Http.Phases;

namespace Trefoil.Modules.Metadata.Expires;

/// <summary>mod_expires: Expires and Cache-Control: max-age by media type.</summary>
internal sealed class ExpiresModule : Module, IResponseHead
{
    public override string Identifier => "expires_module";

    public override string SourceFile => "mod_expires.c";

    public override IReadOnlyList<DirectiveDefinition> Directives { get; } =
    [
        new("ExpiresActive", ArgumentKind.Flag, AllowedIn.OrIndexes, "On to add expiry fields to responses", Activate),
        new("ExpiresByType", ArgumentKind.Take2, AllowedIn.OrIndexes, "a MIME type followed by an expiry date code", ByType),
        new("ExpiresDefault", ArgumentKind.Take1, AllowedIn.OrIndexes, "an expiry date code", Default),
    ];

    // in front of mod_headers, which may change what this adds
    public PhaseOrder OrderIn(RequestPhase phase) => phase == RequestPhase.ResponseHead ? PhaseOrder.First : PhaseOrder.Middle;

    public bool IsResponseHeadConstant(Request request) => request.Directory<ExpiresSettings>().IsIdle;

    public void OnResponseHead(Request request)
    {
        var settings = request.Directory<ExpiresSettings>();
        if (settings.IsIdle || request.Status >= 400 || request.Main is not null)
            return;
        if (request.ErrorHeadersOut.Contains("Expires") || request.HeadersOut.Contains("Expires"))
            return;
        if (settings.Find(request.ContentType) is not { } code || (code.FromModification && !request.FileStatus.Exists))
            return;
        var start = code.FromModification ? request.FileStatus.ModifiedMicroseconds : request.Time;
        var expires = Math.Max(start + code.Seconds * 1_000_000L, request.Time);
        var age = (expires - request.Time) / 1_000_000;
        request.HeadersOut.Merge("Cache-Control", "max-age=" + age.ToString(CultureInfo.InvariantCulture));
        request.HeadersOut.Set("Expires", HttpDate.Format(expires));
    }

    private static string? Activate(DirectiveScope scope, IReadOnlyList<string> arguments)
    {
        scope.Directory<ExpiresSettings>().Active = DirectiveScope.IsOn(arguments[0]);
        return null;
    }

    private static string? ByType(DirectiveScope scope, IReadOnlyList<string> arguments)
    {
        if (!arguments[0].Contains('/', StringComparison.Ordinal))
            return "Invalid mimetype: should contain a slash";
        if (ExpiryCode.Parse(arguments[1], out var error) is not { } code)
            return $"'ExpiresByType {arguments[0]} {arguments[1]}': {error}";
        scope.Directory<ExpiresSettings>().SetForType(arguments[0], code);
        return null;
    }

    private static string? Default(DirectiveScope scope, IReadOnlyList<string> arguments)
    {
        var code = ExpiryCode.Parse(arguments[0], out var error);
        scope.Directory<ExpiresSettings>().Default = code;
        return code is null ? $"'ExpiresDefault {arguments[0]}': {error}" : null;
    }
}
