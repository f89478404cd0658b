using Trefoil.Configuration.Sections;
using Trefoil.Http.Messages;

namespace Trefoil.Http.Phases;

/// <summary>When a module wants its turn among the others of a phase.</summary>
public enum PhaseOrder
{
    /// <summary>Before everything.</summary>
    ReallyFirst = -10,
    /// <summary>Early.</summary>
    First = 0,
    /// <summary>Usual.</summary>
    Middle = 10,
    /// <summary>Late.</summary>
    Last = 20,
    /// <summary>After everything.</summary>
    ReallyLast = 30,
}

/// <summary>A module that takes part in at least one phase. Among equals the order is that of loading.</summary>
public interface IPhaseModule
{
    /// <summary>The module's turn in a phase, by the phase's interface type.</summary>
    PhaseOrder OrderIn(RequestPhase phase) => PhaseOrder.Middle;
}

/// <summary>The phases of a request, in the order in which they run.</summary>
public enum RequestPhase
{
    /// <summary>The head was read (all modules run).</summary>
    PostReadRequest,
    /// <summary>Before any mapping: answer from a cache (first taker).</summary>
    QuickHandler,
    /// <summary>Before the URI is unescaped (first taker).</summary>
    PreTranslateName,
    /// <summary>URI to file name (first taker).</summary>
    TranslateName,
    /// <summary>Directory and file walks (first taker).</summary>
    MapToStorage,
    /// <summary>Look at headers after the walk (all).</summary>
    HeaderParser,
    /// <summary>Access by host and the like (all; a status stops).</summary>
    AccessChecker,
    /// <summary>Who is it (first taker).</summary>
    Authenticate,
    /// <summary>Is it allowed (first taker).</summary>
    Authorize,
    /// <summary>Media type, handler, language (all; first Ok stops as in Apache).</summary>
    TypeChecker,
    /// <summary>Last changes before the handler (all).</summary>
    Fixups,
    /// <summary>Put filters in place (all).</summary>
    InsertFilters,
    /// <summary>Make the response (first taker).</summary>
    Handler,
    /// <summary>After the response (all).</summary>
    LogTransaction,
    /// <summary>The response head is about to be serialised (all).</summary>
    ResponseHead,
}

/// <summary>
/// PostReadRequest phase. Where <see cref="WatchesRequests"/> says so it runs for every request of the server, none of which is then answered from prebuilt
/// responses; a module that says no must not look at <see cref="Request.HeadersInUntracked"/> here.
/// </summary>
public interface IPostReadRequest : IPhaseModule
{
    /// <summary>Looks at the request just read; Declined and Ok go on, a status stops.</summary>
    PhaseResult PostReadRequest(Request request);

    /// <summary>True where the module looks at every request of that server, whatever the mapping cache knows of its target.</summary>
    bool WatchesRequests(ServerConfig server) => false;
}

/// <summary>QuickHandler phase.</summary>
public interface IQuickHandler : IPhaseModule
{
    /// <summary>Answers before any mapping, or declines.</summary>
    ValueTask<PhaseResult> QuickHandleAsync(Request request);
}

/// <summary>PreTranslateName phase (request.Uri is still escaped).</summary>
public interface IPreTranslateName : IPhaseModule
{
    /// <summary>Maps the escaped URI, or declines.</summary>
    PhaseResult PreTranslateName(Request request);
}

/// <summary>TranslateName phase.</summary>
public interface ITranslateName : IPhaseModule
{
    /// <summary>Sets request.Filename from request.Uri, or declines.</summary>
    PhaseResult TranslateName(Request request);
}

/// <summary>MapToStorage phase.</summary>
public interface IMapToStorage : IPhaseModule
{
    /// <summary>Takes the place of the directory walk for names that are no files (proxy:), or declines.</summary>
    PhaseResult MapToStorage(Request request);
}

/// <summary>HeaderParser phase.</summary>
public interface IHeaderParser : IPhaseModule
{
    /// <summary>Runs once per-directory settings are known.</summary>
    PhaseResult ParseHeaders(Request request);
}

/// <summary>AccessChecker phase.</summary>
public interface IAccessChecker : IPhaseModule
{
    /// <summary>Ok or Declined lets pass; a status refuses.</summary>
    PhaseResult CheckAccess(Request request);
}

/// <summary>Authenticate phase (check_user_id).</summary>
public interface IAuthenticate : IPhaseModule
{
    /// <summary>Sets request.User and answers Ok, declines, or refuses with 401 and a challenge.</summary>
    ValueTask<PhaseResult> AuthenticateAsync(Request request);
}

/// <summary>Authorize phase (auth_checker).</summary>
public interface IAuthorize : IPhaseModule
{
    /// <summary>Ok lets pass; a status refuses.</summary>
    ValueTask<PhaseResult> AuthorizeAsync(Request request);
}

/// <summary>TypeChecker phase.</summary>
public interface ITypeChecker : IPhaseModule
{
    /// <summary>Sets content type, handler, encoding and language.</summary>
    PhaseResult CheckType(Request request) => PhaseResult.Declined;

    /// <summary>The same for a module that looks other requests up, which may have to wait; implement one of the two.</summary>
    ValueTask<PhaseResult> CheckTypeAsync(Request request) => new(CheckType(request));
}

/// <summary>Fixups phase.</summary>
public interface IFixups : IPhaseModule
{
    /// <summary>Changes the request just before the handler.</summary>
    PhaseResult Fixup(Request request) => PhaseResult.Declined;

    /// <summary>The same for a module that looks other requests up, which may have to wait; implement one of the two.</summary>
    ValueTask<PhaseResult> FixupAsync(Request request) => new(Fixup(request));
}

/// <summary>InsertFilters phase.</summary>
public interface IInsertFilters : IPhaseModule
{
    /// <summary>Adds output or input filters to the request.</summary>
    void InsertFilters(Request request);

    /// <summary>Adds output filters to an error response (insert_error_filter).</summary>
    void InsertErrorFilters(Request request)
    {
    }
}

/// <summary>Handler phase.</summary>
public interface IHandler : IPhaseModule
{
    /// <summary>Makes the response if request.Handler is this module's, or declines. Ok: the response is written (or will be finished by the caller).</summary>
    ValueTask<PhaseResult> HandleAsync(Request request);
}

/// <summary>LogTransaction phase.</summary>
public interface ILogTransaction : IPhaseModule
{
    /// <summary>Runs when the response is complete (or broken off).</summary>
    void LogTransaction(Request request);
}
