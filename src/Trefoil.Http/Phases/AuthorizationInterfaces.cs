using Trefoil.Http.Messages;

namespace Trefoil.Http.Phases;

/// <summary>
/// The access_checker_ex hook: decides about access before anybody is authenticated. It runs behind AccessChecker: Ok lets the request in without
/// authentication, Declined asks for Authenticate and Authorize, a status refuses. First answer that is not Declined counts; nobody answering is Declined.
/// </summary>
public interface IUserlessAuthorize : IPhaseModule
{
    /// <summary>Decides from what is known without a user.</summary>
    PhaseResult AuthorizeWithoutUser(Request request);
}

/// <summary>How AccessChecker and authorization combine (the Satisfy directive).</summary>
public enum SatisfyRule
{
    /// <summary>Nothing was said; acts as All.</summary>
    Unspecified,
    /// <summary>Both must let the request in.</summary>
    All,
    /// <summary>Either lets the request in.</summary>
    Any,
}

/// <summary>A module that knows the Satisfy rule in effect (one at most).</summary>
public interface ISatisfyRule
{
    /// <summary>The rule for this request.</summary>
    SatisfyRule SatisfyRule(Request request);
}

/// <summary>A module that can say whether a request would need a user (ap_some_auth_required).</summary>
public interface IAuthorizationInquiry
{
    /// <summary>True when authorization rules stand for this place.</summary>
    bool NeedsAuthorization(Request request);
}

/// <summary>A module that can write the challenge of a 401 (the note_auth_failure hook).</summary>
public interface IAuthenticationChallenge
{
    /// <summary>Puts WWW-Authenticate (or Proxy-Authenticate) into request.ErrorHeadersOut if the AuthType is this module's, and says so.</summary>
    bool Challenge(Request request, string authType);
}

/// <summary>A module that wants the user's name of a request which is allowed without one (force_authn).</summary>
public interface IForceAuthentication : IPhaseModule
{
    /// <summary>True to authenticate all the same.</summary>
    bool ForcesAuthentication(Request request);
}
