using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Trefoil.Configuration.Directives;
using Trefoil.Http.Messages;
using Trefoil.Http.Phases;

namespace Trefoil.Modules.Metadata.UserTrack;

/// <summary>mod_usertrack: gives each new client a cookie and notes it ("cookie") for the access log.</summary>
public sealed class UserTrackModule : Module, IFixups
{
    /// <inheritdoc/>
    public override string Identifier => "usertrack_module";

    /// <inheritdoc/>
    public override string SourceFile => "mod_usertrack.c";

    /// <inheritdoc/>
    public override IReadOnlyList<DirectiveDefinition> Directives => UserTrackDirectives.All;

    /// <inheritdoc/>
    public PhaseResult Fixup(Request request)
    {
        var settings = request.Directory<UserTrackSettings>();
        if (settings.IsTracking != true || request.Main is not null)
            return PhaseResult.Declined;
        if (Find(request.HeadersIn.Get("Cookie"), settings.Name) is { } value)
        {
            request.Notes.Set("cookie", value);
            return PhaseResult.Declined;
        }
        value = request.Previous is null ? NewValue(request) : request.Previous.Notes.Get("cookie") ?? NewValue(request);
        request.Notes.Set("cookie", $"{settings.Name}={value}");
        request.ErrorHeadersOut.Add(settings.Style == CookieStyle.Cookie2 ? "Set-Cookie2" : "Set-Cookie", Build(settings, value, request.Time));
        return PhaseResult.Ok;
    }

    /// <summary>The value of the cookie of that name in a Cookie header, or null.</summary>
    internal static string? Find(string? header, string name)
    {
        if (header is null)
            return null;
        var at = 0;
        while ((at = header.IndexOf(name + "=", at, StringComparison.Ordinal)) >= 0)
        {
            var begins = at == 0 || header[..at].TrimEnd(' ', '\t') is { Length: > 0 } before && before[^1] is ';' or ',' && true;
            at += name.Length + 1;
            if (at - name.Length - 1 != 0 && !begins)
                continue;
            var end = header.AsSpan(at).IndexOfAny(';', ',');
            var value = end < 0 ? header[at..] : header.Substring(at, end);
            if (value.Length > 0)
                return value;
        }
        return null;
    }

    internal static string Build(UserTrackSettings settings, string value, long now)
    {
        var text = new StringBuilder($"{settings.Name}={value}; path=/");
        if (settings.Expires is > 0 and var seconds)
        {
            if (settings.Style is CookieStyle.Cookie or CookieStyle.Cookie2)
            {
                text.Append(CultureInfo.InvariantCulture, $"; max-age={seconds}");
            }
            else
            {
                var expires = DateTime.UnixEpoch.AddTicks(now * TimeSpan.TicksPerMicrosecond).AddSeconds(seconds);
                text.Append("; expires=").Append(expires.ToString("ddd, dd-MMM-yy HH:mm:ss", CultureInfo.InvariantCulture)).Append(" GMT");
            }
        }
        if (settings.Domain is not null)
            text.Append("; domain=").Append(settings.Domain).Append(settings.Style == CookieStyle.Cookie2 || settings.Style == CookieStyle.Cookie ? "; version=1" : "");
        if (settings.IsSecure == true)
            text.Append("; Secure");
        if (settings.IsHttpOnly == true)
            text.Append("; HttpOnly");
        if (settings.SameSite is not null)
            text.Append("; ").Append(settings.SameSite);
        return text.ToString();
    }

    /// <summary>A random part, and the time in hexadecimal; the client's address is not shown.</summary>
    private static string NewValue(Request request) =>
        string.Create(CultureInfo.InvariantCulture, $"{RandomNumberGenerator.GetInt32(int.MaxValue):x}.{request.Time:x}");
}
