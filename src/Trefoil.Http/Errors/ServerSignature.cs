using System.Globalization;
using Trefoil.Http.Core;
using Trefoil.Http.Messages;
using Trefoil.Http.Uris;

namespace Trefoil.Http.Errors;

/// <summary>The line at the foot of generated pages (ServerSignature).</summary>
public static class ServerSignature
{
    /// <summary>The line behind <paramref name="prefix"/>, or nothing where it is off (ap_psignature).</summary>
    public static string Make(Request request, string prefix)
    {
        var mode = request.Directory<CoreDirectorySettings>().Signature;
        if (mode == SignatureMode.Off)
            return "";
        var software = ServerBanner.Of(request.Runtime.Configuration);
        var name = HtmlEscape.Escape(CanonicalName.ServerName(request));
        if (mode == SignatureMode.Email)
        {
            var admin = HtmlEscape.Escape(request.ForServer<CoreServerSettings>().ServerAdmin);
            var link = Urls.IsAbsolute(admin) ? admin : "mailto:" + admin;
            name = $"<a href=\"{link}\">{name}</a>";
        }
        return string.Create(CultureInfo.InvariantCulture, $"{prefix}<address>{software} Server at {name} Port {CanonicalName.Port(request)}</address>\n");
    }
}
