using Trefoil.Http.Messages;

namespace Trefoil.Modules.Session;

/// <summary>A module that keeps the text of a session somewhere between requests.</summary>
internal interface ISessionStore
{
    /// <summary>True where the module is told to keep sessions of this request.</summary>
    bool Serves(Request request);

    /// <summary>The text that was kept, or null.</summary>
    string? Load(Request request);

    /// <summary>Keeps a text; an empty one means that the session is over.</summary>
    void Save(Request request, SessionState session, string text);
}

/// <summary>A module that changes the text of a session on its way to and from the store.</summary>
internal interface ISessionCipher
{
    /// <summary>The text as it may be stored; null where that failed.</summary>
    string? Protect(Request request, string text);

    /// <summary>The text as it was; null where it is none of ours.</summary>
    string? Reveal(Request request, string text);
}
