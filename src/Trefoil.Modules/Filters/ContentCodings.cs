using System.Globalization;
using Trefoil.Http.Messages;

namespace Trefoil.Modules.Filters;

/// <summary>What the filters that encode content have in common: what the client takes, what the content is already, and what becomes of its validators.</summary>
internal static class ContentCodings
{
    /// <summary>True when Accept-Encoding lists the coding with a weight above 0. A star counts for nothing, as in Apache.</summary>
    internal static bool IsAccepted(Request request, string coding)
    {
        if (request.HeadersIn.GetJoined("Accept-Encoding") is not { } header)
            return false;
        foreach (var range in header.AsSpan().Split(','))
        {
            var item = header.AsSpan()[range].Trim();
            var semicolon = item.IndexOf(';');
            var name = (semicolon < 0 ? item : item[..semicolon]).TrimEnd();
            if (name.Equals(coding, StringComparison.OrdinalIgnoreCase))
                return semicolon < 0 || !IsZeroWeight(item[(semicolon + 1)..]);
        }
        return false;
    }

    /// <summary>True when something else than identity has been done to the content.</summary>
    internal static bool IsEncoded(Request request)
    {
        var encoding = request.HeadersOut.GetJoined("Content-Encoding") ?? request.ErrorHeadersOut.GetJoined("Content-Encoding");
        if (request.ContentEncoding is { } own)
            encoding = encoding is null ? own : encoding + ", " + own;
        if (encoding is null)
            return false;
        foreach (var range in encoding.AsSpan().Split(','))
        {
            var name = encoding.AsSpan()[range].Trim();
            if (name.Length > 0 && !name.Equals("identity", StringComparison.OrdinalIgnoreCase) && !name.Equals("7bit", StringComparison.OrdinalIgnoreCase)
                && !name.Equals("8bit", StringComparison.OrdinalIgnoreCase) && !name.Equals("binary", StringComparison.OrdinalIgnoreCase))
                return true;
        }
        return false;
    }

    /// <summary>Says that the body is encoded, and takes away what was true of the plain one only.</summary>
    internal static void Announce(Request request, string coding, EtagChange change)
    {
        request.ContentEncoding = null;
        request.HeadersOut.Set("Content-Encoding", coding);
        ForgetLength(request);
        ChangeEtag(request, coding, change);
    }

    /// <summary>The length and digest of a body that becomes another.</summary>
    internal static void ForgetLength(Request request)
    {
        request.HeadersOut.Unset("Content-Length");
        request.HeadersOut.Unset("Content-MD5");
    }

    internal static void ChangeEtag(Request request, string suffix, EtagChange change)
    {
        if (change == EtagChange.Keep || request.HeadersOut.Get("ETag") is not { } tag)
            return;
        if (change == EtagChange.Remove)
            request.HeadersOut.Unset("ETag");
        else if (tag.Length > 2 && tag.EndsWith('"'))
            request.HeadersOut.Set("ETag", string.Concat(tag.AsSpan(0, tag.Length - 1), "-", suffix, "\""));
    }

    private static bool IsZeroWeight(ReadOnlySpan<char> parameters)
    {
        foreach (var range in parameters.Split(';'))
        {
            var parameter = parameters[range].Trim();
            if (parameter.StartsWith("q=", StringComparison.OrdinalIgnoreCase))
                return double.TryParse(parameter[2..], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var weight) && weight <= 0;
        }
        return false;
    }
}

/// <summary>What an encoding filter does to the entity tag.</summary>
internal enum EtagChange
{
    AddSuffix,
    Keep,
    Remove,
}
