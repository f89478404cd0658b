namespace Trefoil.Modules.Mappers.Alias;

/// <summary>Compares URL paths with the paths of Alias and Redirect.</summary>
internal static class AliasPath
{
    /// <summary>
    /// How much of <paramref name="uri"/> the path covers: whole segments only, any number of slashes matching any number. 0 where it does not cover it.
    /// </summary>
    internal static int Match(string uri, string path)
    {
        int u = 0, p = 0;
        while (p < path.Length)
        {
            if (path[p] == '/')
            {
                if (u >= uri.Length || uri[u] != '/')
                    return 0;
                while (p < path.Length && path[p] == '/')
                    p++;
                while (u < uri.Length && uri[u] == '/')
                    u++;
            }
            else
            {
                if (u >= uri.Length || uri[u] != path[p])
                    return 0;
                u++;
                p++;
            }
        }
        return path.Length > 0 && path[^1] != '/' && u < uri.Length && uri[u] != '/' ? 0 : u;
    }
}
