using Trefoil.Configuration.Settings;

namespace Trefoil.Modules.Metadata.Mime;

/// <summary>Per-server settings of mod_mime: only the main server's TypesConfig counts.</summary>
internal sealed class MimeServerSettings : ISettings<MimeServerSettings>
{
    internal string? TypesConfig { get; set; }

    public MimeServerSettings Merge(MimeServerSettings inner) =>
        new() { TypesConfig = inner.TypesConfig ?? TypesConfig };
}
