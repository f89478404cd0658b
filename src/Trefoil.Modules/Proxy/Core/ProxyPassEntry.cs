using Trefoil.Configuration.Expressions;

namespace Trefoil.Modules.Proxy.Core;

/// <summary>Words behind the URL of a ProxyPass.</summary>
[Flags]
internal enum ProxyPassFlags
{
    None = 0,
    /// <summary>The URL goes on as the client wrote it.</summary>
    NoCanon = 1,
    /// <summary>Environment variables in the text are replaced for each request.</summary>
    Interpolate = 2,
    /// <summary>The path is compared before it is unescaped.</summary>
    MapEncoded = 4,
    /// <summary>As <see cref="MapEncoded"/>, with path parameters left out of the comparison, as servlet containers do.</summary>
    MapServlet = 8 | MapEncoded,
    /// <summary>No query string goes on.</summary>
    NoQuery = 16,
}

/// <summary>One ProxyPass or ProxyPassMatch.</summary>
/// <param name="Fake">The path on this server, or the pattern's text.</param>
/// <param name="Real">The backend's URL without its Unix socket, or "!".</param>
/// <param name="Pattern">The compiled pattern of a match.</param>
/// <param name="Flags">Words behind the URL.</param>
internal sealed record ProxyPassEntry(string Fake, string Real, IPattern? Pattern, ProxyPassFlags Flags);

/// <summary>A replacement in what a backend answers: a URL, a cookie's path or domain.</summary>
/// <param name="Fake">What the client sees.</param>
/// <param name="Real">What the backend says.</param>
/// <param name="Interpolates">True where environment variables in the texts are replaced for each request.</param>
internal sealed record ReverseMapping(string Fake, string Real, bool Interpolates);
