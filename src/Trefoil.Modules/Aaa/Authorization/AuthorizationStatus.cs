namespace Trefoil.Modules.Aaa.Authorization;

/// <summary>What one authorization rule, or a group of them, says about a request.</summary>
internal enum AuthorizationStatus
{
    Denied,
    Granted,
    Neutral,
    Error,
    DeniedNoUser,
}
