using Trefoil.Configuration.Directives;
using Trefoil.Http.Messages;

namespace Trefoil.Modules.Session;

/// <summary>mod_session_cookie: keeps the session with the client, in a cookie.</summary>
internal sealed class SessionCookieModule : Module, ISessionStore
{
    private const string UsualAttributes = "HttpOnly;Secure;Version=1", ClearingAttributes = "Version=1";

    public override string Identifier => "session_cookie_module";

    public override string SourceFile => "mod_session_cookie.c";

    public override IReadOnlyList<DirectiveDefinition> Directives => SessionCookieDirectives.Table;

    public bool Serves(Request request)
    {
        var settings = request.Directory<SessionCookieSettings>();
        return settings.Cookie is not null || settings.Cookie2 is not null;
    }

    public string? Load(Request request)
    {
        var settings = request.Directory<SessionCookieSettings>();
        // What depends on a session is nobody else's.
        request.HeadersOut.Add("Cache-Control", "no-cache, private");
        var name = (settings.Cookie2 ?? settings.Cookie)!.Name;
        if (request.HeadersIn.GetJoined("Cookie") is not { } header)
            return null;
        var value = CookieText.Find(header, name, out var rest);
        if (settings.RemovesCookie == true && value is not null)
        {
            if (rest.Length == 0)
                request.HeadersIn.Unset("Cookie");
            else
                request.HeadersIn.Set("Cookie", rest);
        }
        return value;
    }

    public void Save(Request request, SessionState session, string text)
    {
        var settings = request.Directory<SessionCookieSettings>();
        Save(request, settings.Cookie, "Set-Cookie", session, text);
        Save(request, settings.Cookie2, "Set-Cookie2", session, text);
    }

    private static void Save(Request request, SessionCookie? cookie, string field, SessionState session, string text)
    {
        if (cookie is null)
            return;
        var attributes = cookie.Attributes.Length > 0 ? cookie.Attributes : text.Length > 0 ? UsualAttributes : ClearingAttributes;
        var age = text.Length == 0 ? "Max-Age=0;" : session.MaxAge > 0 ? string.Create(System.Globalization.CultureInfo.InvariantCulture, $"Max-Age={session.MaxAge};") : "";
        request.ErrorHeadersOut.Add(field, $"{cookie.Name}={text};{age}{attributes}");
        // Apache takes a cookie back in both tables.
        if (text.Length == 0)
            request.HeadersOut.Add(field, $"{cookie.Name}=;{age}{attributes}");
    }
}
