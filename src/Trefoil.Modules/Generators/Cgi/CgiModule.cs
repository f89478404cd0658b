namespace Trefoil.Modules.Generators.Cgi;

/// <summary>mod_cgi: runs scripts (handler cgi-script). The same as mod_cgid, under the name that goes with prefork.</summary>
public sealed class CgiModule : ScriptModule
{
    /// <inheritdoc/>
    public override string Identifier => "cgi_module";

    /// <inheritdoc/>
    public override string SourceFile => "mod_cgi.c";

    internal override CgiCodes Codes { get; } = new()
    {
        Forbidden = 2809, IncludedRaw = 2810, NotFound = 2811, IsDirectory = 2812, PathInfo = 2813, NotStarted = 1223, Body = 1225, BodyTimeout = 1220,
    };
}
