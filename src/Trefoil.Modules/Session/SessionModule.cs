using Trefoil.Configuration.Directives;
using Trefoil.Http.Messages;
using Trefoil.Http.Phases;
using Trefoil.Io.Logs;

namespace Trefoil.Modules.Session;

/// <summary>
/// mod_session: names and values that follow a client from request to request. This module knows when a session is read, ends and is written;
/// a store (mod_session_cookie) knows where, a cipher (mod_session_crypto) protects it.
/// </summary>
internal sealed class SessionModule : Module, IFixups, IResponseHead
{
    internal const string Name = "session";
    private const long Second = 1_000_000;

    public override string Identifier => "session_module";

    public override string SourceFile => "mod_session.c";

    public override IReadOnlyList<DirectiveDefinition> Directives => SessionDirectives.Table;

    public PhaseResult Fixup(Request request)
    {
        var settings = request.Directory<SessionSettings>();
        if (settings.IsOn != true)
            return PhaseResult.Declined;
        request.IsCacheable = false;
        if (Find(request) is { } session && settings.HasEnvironment == true && session.Encoded is { Length: > 0 } text)
            request.Environment.Set("HTTP_SESSION", text);
        return PhaseResult.Ok;
    }

    public bool IsResponseHeadConstant(Request request) => request.Directory<SessionSettings>().IsOn != true;

    /// <summary>Writes the session: 1. what the application has put in its place, 2. a later end, 3. if anything has changed, the whole.</summary>
    public void OnResponseHead(Request request)
    {
        var settings = request.Directory<SessionSettings>();
        if (settings.IsOn != true || request.Main is not null || Find(request) is not { IsSaved: false } session)
            return;
        // 1.
        if (settings.Header is { } header && (request.ErrorHeadersOut.Get(header) ?? request.HeadersOut.Get(header)) is { } replacement && replacement != session.Encoded)
        {
            session.Entries.Clear();
            session.Expiry = 0;
            session.Read(replacement);
            session.IsDirty = true;
        }
        // 2.
        if (session.MaxAge > 0)
        {
            var end = Now + session.MaxAge * Second;
            if (session.IsDirty || settings.ExpiryUpdateInterval is not > 0 || session.Expiry == 0 || end - session.Expiry >= settings.ExpiryUpdateInterval * Second)
            {
                session.Expiry = end;
                session.IsDirty = true;
            }
        }
        // 3.
        session.IsSaved = true;
        if (session.IsDirty)
            Save(request, session);
    }

    /// <summary>The session of a request and of what it became by internal redirects; null where sessions are off.</summary>
    internal static SessionState? Find(Request request)
    {
        var first = request;
        while ((first.Previous ?? first.Main) is { } earlier)
            first = earlier;
        if (first.State.Find<SessionHolder>() is { } holder)
            return holder.Session;
        var settings = request.Directory<SessionSettings>();
        if (settings.IsOn != true)
            return null;
        request.IsCacheable = false;
        var session = settings.Covers(request.Uri) ? Load(request, settings) : null;
        if (session is null)
            Log.Write(request, LogLevel.Debug, Name, 1814, $"excluded by configuration for: {request.Uri}");
        first.State.Set(new SessionHolder { Session = session });
        return session;
    }

    private static long Now => DateTime.UtcNow.Subtract(DateTime.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond;

    private static SessionState? Load(Request request, SessionSettings settings)
    {
        if (StoreOf(request) is not { } store)
        {
            Log.Write(request, LogLevel.Warn, Name, 1815, $"session is enabled but no session modules have been configured, session not loaded: {request.Uri}");
            return null;
        }
        var session = new SessionState();
        var text = store.Load(request);
        foreach (var module in request.Runtime.Configuration.Modules)
        {
            if (text is not null && module is ISessionCipher cipher)
                text = cipher.Reveal(request, text);
        }
        if (text is not null)
        {
            session.Read(text);
            session.Encoded = text;
            if (session.Expiry != 0 && session.Expiry < Now)
                session = new SessionState();
        }
        session.MaxAge = settings.MaxAge ?? 0;
        return session;
    }

    private static void Save(Request request, SessionState session)
    {
        if (StoreOf(request) is not { } store)
        {
            Log.Write(request, LogLevel.Warn, Name, 1821, $"session is enabled but no session modules have been configured, session not saved: {request.Uri}");
            return;
        }
        string? text = session.Encoded = session.Write();
        foreach (var module in request.Runtime.Configuration.Modules)
        {
            if (text is { Length: > 0 } && module is ISessionCipher cipher)
                text = cipher.Protect(request, text);
        }
        if (text is null)
            Log.Write(request, LogLevel.Error, Name, 1820, $"error while encoding the session, session not saved: {request.Uri}");
        else
            store.Save(request, session, text);
    }

    private static ISessionStore? StoreOf(Request request)
    {
        foreach (var module in request.Runtime.Configuration.Modules)
        {
            if (module is ISessionStore store && store.Serves(request))
                return store;
        }
        return null;
    }
}
