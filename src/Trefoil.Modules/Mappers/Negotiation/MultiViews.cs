using Trefoil.Http.Messages;
using Trefoil.Http.Phases;
using Trefoil.Io.Files;
using Trefoil.Io.Logs;
using Trefoil.Modules.Metadata.Mime;

namespace Trefoil.Modules.Mappers.Negotiation;

/// <summary>Finds the files whose names are the requested one and further extensions.</summary>
internal static class MultiViews
{
    /// <summary>Fills the variants; Ok, or the status to refuse with.</summary>
    internal static async ValueTask<PhaseResult> FindAsync(Negotiation negotiation)
    {
        var request = negotiation.Request;
        var name = request.Filename![negotiation.Directory.Length..];
        if (FileSystem.List(negotiation.Directory, out var error) is not { } entries)
        {
            Log.Write(request, LogLevel.Error, NegotiationModule.Name, 686, $"cannot read directory for multi: {negotiation.Directory}", -error);
            return 403;
        }
        var anyMatch = false;
        foreach (var entry in entries)
        {
            if (entry.Length <= name.Length || entry[name.Length] != '.' || !entry.StartsWith(name, StringComparison.Ordinal))
                continue;
            if (FileSystem.LinkStat(negotiation.Directory + entry, out var status) != 0 || status.Kind is not (FileKind.Regular or FileKind.Link))
                continue;
            anyMatch = true;
            var found = await Subrequests.LookupEntryAsync(request, entry, status);
            if (found.FileStatus.Kind != FileKind.Regular)
                continue;
            if (found.Handler is not null)
                found.ContentType ??= Negotiation.ScriptType;
            if (found.State.Find<MimeExceptions>() is not { } exceptions || !Fits(name, exceptions.Parts))
                continue;
            if (found.Status != 200 || found.ContentType is null)
                continue;
            if (NegotiationModule.IsTypeMap(found))
                return ReadMap(negotiation, found);
            negotiation.Variants.Add(MakeVariant(entry, found));
        }
        if (anyMatch && negotiation.Variants.Count == 0)
        {
            Log.Write(request, LogLevel.Error, NegotiationModule.Name, 687, $"Negotiation: discovered file(s) matching request: {request.Filename} (None could be negotiated).");
            return 404;
        }
        if (FileSystem.Stat(negotiation.Directory, out var directory) == 0)
            request.VariantListTag = directory.ModifiedMicroseconds.ToString("x", System.Globalization.CultureInfo.InvariantCulture);
        negotiation.Variants.Sort(Order);
        return PhaseResult.Ok;
    }

    /// <summary>Every part that says nothing about the variant must have been asked for, in the same order.</summary>
    internal static bool Fits(string name, List<string> parts)
    {
        var at = 0;
        foreach (var segment in name.Split('.'))
        {
            if (at < parts.Count && segment == parts[at])
                at++;
        }
        return at == parts.Count;
    }

    private static PhaseResult ReadMap(Negotiation negotiation, Request found)
    {
        negotiation.Variants.Clear();
        return NegotiationModule.ReadMap(negotiation, found, out _);
    }

    private static Variant MakeVariant(string entry, Request found)
    {
        var variant = new Variant
        {
            Found = found,
            FileName = entry,
            Encoding = found.ContentEncoding?.ToLowerInvariant(),
            Languages = found.ContentLanguages,
        };
        variant.SetType(AcceptItem.Read(found.ContentType!));
        return variant;
    }

    // The order of the directory is chance; the same set of files must always give the same answer.
    private static int Order(Variant one, Variant other) => one.SourceQuality != other.SourceQuality
        ? other.SourceQuality.CompareTo(one.SourceQuality)
        : string.CompareOrdinal(one.FileName, other.FileName);
}
