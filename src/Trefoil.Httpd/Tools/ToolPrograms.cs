namespace Trefoil.Httpd.Tools;

/// <summary>The tools beside the server. They are the same executable under other names, so that an installation has one runtime.</summary>
internal static class ToolPrograms
{
    /// <summary>The tool of a program's name; null where that is the server.</summary>
    internal static Func<IReadOnlyList<string>, int>? Find(string name) => name switch
    {
        "htpasswd" => Htpasswd.Run,
        "htdigest" => Htdigest.Run,
        "htdbm" => Htdbm.Run,
        "logresolve" => Logresolve.Run,
        _ => null,
    };
}
