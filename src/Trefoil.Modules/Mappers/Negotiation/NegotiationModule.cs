using System.Text;
using Trefoil.Configuration.Directives;
using Trefoil.Http.Core;
using Trefoil.Http.DefaultHandling;
using Trefoil.Http.Errors;
using Trefoil.Http.Messages;
using Trefoil.Http.Phases;
using Trefoil.Http.Uris;
using Trefoil.Io.Files;
using Trefoil.Io.Logs;

namespace Trefoil.Modules.Mappers.Negotiation;

/// <summary>mod_negotiation: chooses among the variants of a resource, found by name (MultiViews) or listed in a type map.</summary>
public sealed class NegotiationModule : Module, ITypeChecker, IFixups, IHandler
{
    internal const string Name = "negotiation";

    /// <inheritdoc/>
    public override string Identifier => "negotiation_module";

    /// <inheritdoc/>
    public override string SourceFile => "mod_negotiation.c";

    /// <inheritdoc/>
    public override IReadOnlyList<DirectiveDefinition> Directives => NegotiationDirectives.All;

    /// <inheritdoc/>
    public PhaseOrder OrderIn(RequestPhase phase) => phase == RequestPhase.TypeChecker ? PhaseOrder.First : PhaseOrder.Middle;

    /// <inheritdoc/>
    public ValueTask<PhaseResult> CheckTypeAsync(Request request)
    {
        if (request.FileStatus.Exists || (request.Directory<CoreDirectorySettings>().Options & DirectoryOptions.MultiViews) == 0
            || request.ProxyRequest != ProxyRequestKind.None || request.Filename is not ['/', ..])
        {
            return new(PhaseResult.Declined);
        }
        return ChooseFileAsync(request);
    }

    /// <summary>Calls the content coding by the name that the client used for it.</summary>
    public PhaseResult Fixup(Request request)
    {
        if (string.IsNullOrEmpty(request.ContentEncoding))
            return PhaseResult.Declined;
        var encoding = VariantQuality.Plain(request.ContentEncoding);
        var match = AcceptItem.ReadList(request.HeadersIn, "Accept-Encoding")?.Find(item => VariantQuality.Plain(item.Name) == encoding);
        if (match is null)
            return PhaseResult.Declined;
        request.ContentEncoding = match.Name;
        return PhaseResult.Ok;
    }

    /// <inheritdoc/>
    public async ValueTask<PhaseResult> HandleAsync(Request request)
    {
        if (!IsTypeMap(request))
            return PhaseResult.Declined;
        var negotiation = new Negotiation(request);
        if (ReadMap(negotiation, request, out var map) is { IsStatus: true } refused)
            return refused;
        var (result, best) = await ChooseAsync(negotiation, prefersScripts: false);
        if (best is null)
            return result;
        if (best.BodyOffset >= 0)
            return await SendBodyAsync(request, best, map!);
        var uri = request.Uri;
        if (request.PathInfo is { Length: > 0 } rest && uri.EndsWith(rest, StringComparison.Ordinal))
            uri = uri[..^rest.Length];
        var query = request.QueryString is { } given ? "?" + given : "";
        var target = UriEscaping.EscapeUri(uri[..(uri.LastIndexOf('/') + 1)]) + best.FileName + request.PathInfo + query;
        await InternalRedirect.RedirectAsync(request, target);
        return PhaseResult.Ok;
    }

    internal static bool IsTypeMap(Request request) => request.Handler is "type-map" or "application/x-type-map" || request.ContentType is "application/x-type-map";

    /// <summary>Fills the variants from the map that a request was mapped to.</summary>
    internal static PhaseResult ReadMap(Negotiation negotiation, Request at, out byte[]? map)
    {
        map = FileSystem.ReadAll(at.Filename!, out var error);
        if (map is null)
        {
            Log.Write(at, LogLevel.Error, Name, 683, $"cannot access type map file: {at.Filename}", -error);
            return 403;
        }
        at.LastModified = Math.Max(at.LastModified, at.FileStatus.ModifiedMicroseconds);
        negotiation.Request.VariantListTag ??= EntityTag.Of(at)?.Split('"')[1];
        var reader = new TypeMap(Encoding.Latin1.GetString(map), at.Filename!);
        negotiation.Variants.AddRange(reader.Read());
        if (reader.Error is { } problem)
            Log.Write(at, LogLevel.Error, Name, problem.Code, problem.Message);
        return reader.IsBroken ? 500 : PhaseResult.Ok;
    }

    private static async ValueTask<PhaseResult> ChooseFileAsync(Request request)
    {
        var negotiation = new Negotiation(request);
        if (await MultiViews.FindAsync(negotiation) is { IsStatus: true } refused)
            return refused;
        if (negotiation.Variants.Count == 0)
            return PhaseResult.Declined;
        var prefersScripts = request.MethodNumber != HttpMethods.Get || request.QueryString is not null || !string.IsNullOrEmpty(request.PathInfo);
        var (result, best) = await ChooseAsync(negotiation, prefersScripts);
        if (best is null)
            return result;
        var found = best.Found ?? await Subrequests.LookupFileAsync(request, best.FileName);
        if (found.Status != 200)
            return found.Status;
        found.QueryString ??= request.QueryString;
        if (request.PathInfo is { Length: > 0 } rest)
        {
            // The name that was looked up ends before PATH_INFO, so its URI has to.
            var stem = request.Uri.EndsWith(rest, StringComparison.Ordinal) ? request.Uri[..^rest.Length] : request.Uri;
            found.Uri = stem[..(stem.LastIndexOf('/') + 1)] + best.FileName + rest;
            found.PathInfo = rest;
        }
        InternalRedirect.Fast(found, request);
        request.LastModified = 0;
        return PhaseResult.Ok;
    }

    private static async ValueTask<(PhaseResult Result, Variant? Best)> ChooseAsync(Negotiation negotiation, bool prefersScripts)
    {
        var request = negotiation.Request;
        negotiation.IsTransparent = request.MethodNumber == HttpMethods.Get && string.IsNullOrEmpty(request.PathInfo)
            && !negotiation.Variants.Exists(static variant => variant.FileName.Contains('/') || variant.BodyOffset >= 0);
        if (negotiation.IsTransparent)
            negotiation.ReadNegotiateField();
        negotiation.AddScriptType(prefersScripts);
        if (VariantChoice.Choose(negotiation) is not { } best)
            return (SendList(negotiation), null);
        if (negotiation.IsTransparent)
        {
            var chosen = best.Found ?? await Subrequests.LookupFileAsync(request, best.FileName);
            var wasNegotiated = chosen.ErrorHeadersOut.Contains("TCN");
            if (chosen.Status != 200 && !wasNegotiated)
                return (chosen.Status, null);
            // One choice must not lead to the next.
            if (wasNegotiated || chosen.Handler == "type-map")
                return (506, null);
            if (chosen.ErrorHeadersOut.Get("Vary") is { } vary)
            {
                request.ErrorHeadersOut.Set("Variant-Vary", vary);
                request.ErrorHeadersOut.Set("Vary", vary);
                chosen.ErrorHeadersOut.Unset("Vary");
            }
            request.ErrorHeadersOut.Set("Content-Location", UriEscaping.EscapeSegment(best.FileName));
        }
        NegotiationHeaders.Set(negotiation, isChoice: true);
        if (request.ForServer<NegotiationServerSettings>().CacheNegotiatedDocs != true && request.ProtocolNumber < 1001)
            request.NoCache = true;
        return (PhaseResult.Ok, best);
    }

    private static PhaseResult SendList(Negotiation negotiation)
    {
        var request = negotiation.Request;
        negotiation.SendsAlternates = true;
        NegotiationHeaders.Set(negotiation, isChoice: false);
        NegotiationHeaders.StoreList(negotiation);
        if (negotiation.IsTransparent && negotiation.ClientIsTransparent)
            return 300;
        Log.Write(request, LogLevel.Error, Name, 690, $"no acceptable variant: {request.Filename}");
        return 406;
    }

    private static async ValueTask<PhaseResult> SendBodyAsync(Request request, Variant best, byte[] map)
    {
        AllowHeader.Add(request, HttpMethods.Get, HttpMethods.Options, HttpMethods.Post);
        if (best.Type.Length > 0)
            request.ContentType = string.IsNullOrEmpty(best.Charset) ? best.Type : $"{best.Type}; charset={best.Charset}";
        if (best.HasLanguage)
            request.ContentLanguages = [.. best.Languages!];
        if (!string.IsNullOrEmpty(best.Encoding))
            request.ContentEncoding = best.Encoding;
        request.HeadersOut.Set("Accept-Ranges", "bytes");
        if (ConditionalRequest.Evaluate(request) is not 0 and var condition)
            return condition;
        await request.Output.WriteAsync(request, map.AsMemory(best.BodyOffset, (int)best.Length("")));
        return PhaseResult.Ok;
    }
}
