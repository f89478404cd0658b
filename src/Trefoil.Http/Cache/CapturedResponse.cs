using Trefoil.Http.Core;
using Trefoil.Http.Http1;
using Trefoil.Http.Messages;
using Trefoil.Http.Output;
using Trefoil.Io.Files;

namespace Trefoil.Http.Cache;

/// <summary>A response as it just went out, kept because another request for the same target would get the same one.</summary>
internal sealed class CapturedResponse
{
    private CapturedResponse(byte[] head, in HeadPlaces places, byte[] body, int descriptor, long length)
    {
        Head = head;
        Places = places;
        Body = body;
        Descriptor = descriptor;
        Length = length;
    }

    internal byte[] Head { get; }

    internal HeadPlaces Places { get; }

    /// <summary>The body, unless it stays in a file.</summary>
    internal byte[] Body { get; }

    /// <summary>A descriptor of our own on the file with the body, or -1.</summary>
    internal int Descriptor { get; }

    /// <summary>Length of the body.</summary>
    internal long Length { get; }

    internal static CapturedResponse? OfMemory(Request request, ReadOnlySpan<byte> head, in HeadPlaces places, ReadOnlySpan<byte> body) =>
        IsFit(request) ? new CapturedResponse(head.ToArray(), places, body.ToArray(), -1, body.Length) : null;

    internal static CapturedResponse? OfFile(Request request, ReadOnlySpan<byte> head, in HeadPlaces places, in FileSegment segment)
    {
        if (!IsFit(request) || segment.Offset != 0 || request.HeadersOut.Get("Content-Length") != segment.Length.ToString(System.Globalization.CultureInfo.InvariantCulture))
            return null;
        var own = FileSystem.Duplicate(segment.Descriptor);
        return own < 0 ? null : new CapturedResponse(head.ToArray(), places, [], own, segment.Length);
    }

    private static bool IsFit(Request request)
    {
        if (!request.IsCacheable || request.Method != "GET" || request.ProtocolNumber < 1000 || request.Main is not null || request.Previous is not null || request.NextRequest is not null)
            return false;
        if (request.Status is not (200 or 301 or 302 or 403 or 404 or 410) || request.HasHeadConditions)
            return false;
        foreach (var module in request.Runtime.Phases.ResponseHead)
        {
            if (!module.IsResponseHeadConstant(request))
                return false;
        }
        return request.ForServer<CoreServerSettings>().KeepAlive;
    }
}
