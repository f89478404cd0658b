using Trefoil.Configuration.Settings;

namespace Trefoil.Modules.Proxy.Scgi;

/// <summary>What mod_proxy_scgi is told.</summary>
internal sealed class ScgiSettings : ISettings<ScgiSettings>
{
    /// <summary>The field in which a program names a file to be sent in place of its body; "" for none, null where nothing was said.</summary>
    internal string? SendfileGiven { get; set; }

    /// <summary>The field in which a program names a path to go on with; "" for none, null where nothing was said.</summary>
    internal string? RedirectGiven { get; set; }

    internal string Sendfile => SendfileGiven ?? "";

    internal string Redirect => RedirectGiven ?? "Location";

    public ScgiSettings Merge(ScgiSettings inner) => new()
    {
        SendfileGiven = inner.SendfileGiven ?? SendfileGiven,
        RedirectGiven = inner.RedirectGiven ?? RedirectGiven,
    };
}
