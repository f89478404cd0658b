using System.Text;
using Trefoil.Http.Messages;
using Trefoil.Modules.Mappers.Alias;

namespace Trefoil.Modules.Proxy.Core;

/// <summary>Paths as servlet containers read them: parameters (";name=value") belong to a segment and take no part in the comparison.</summary>
internal static class ServletPath
{
    /// <summary>How much of the escaped path the mapping covers; the request's path becomes the normalised one.</summary>
    internal static int Match(Request request, string fake)
    {
        var normal = Normalise(request.Uri);
        if (normal is null)
            return 0;
        var covered = AliasPath.Match(WithoutParameters(normal), fake);
        if (covered == 0)
            return 0;
        request.Uri = normal;
        // Back to a place in the path with its parameters.
        var at = 0;
        for (var plain = 0; plain < covered; at++)
        {
            if (normal[at] == ';')
            {
                while (at < normal.Length && normal[at] != '/')
                    at++;
                at--;
                continue;
            }
            plain++;
        }
        return at;
    }

    /// <summary>Dot segments count without their parameters ("/..;x/"); null above the root.</summary>
    private static string? Normalise(string path)
    {
        var segments = new List<string>();
        foreach (var segment in path.Split('/').Skip(1))
        {
            var semicolon = segment.IndexOf(';');
            var name = semicolon < 0 ? segment : segment[..semicolon];
            if (name == "..")
            {
                if (segments.Count == 0)
                    return null;
                segments.RemoveAt(segments.Count - 1);
            }
            else if (name != ".")
            {
                segments.Add(segment);
            }
        }
        return "/" + string.Join('/', segments);
    }

    private static string WithoutParameters(string path)
    {
        var text = new StringBuilder(path.Length);
        for (var i = 0; i < path.Length; i++)
        {
            if (path[i] == ';')
            {
                while (i < path.Length && path[i] != '/')
                    i++;
                if (i == path.Length)
                    break;
            }
            text.Append(path[i]);
        }
        return text.ToString();
    }
}
