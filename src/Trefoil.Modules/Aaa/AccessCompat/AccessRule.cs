using Trefoil.Configuration.Addresses;
using Trefoil.Http.Messages;
using Trefoil.Modules.Aaa.AuthzHost;

namespace Trefoil.Modules.Aaa.AccessCompat;

/// <summary>What one argument of Allow or Deny matches.</summary>
internal enum AccessRuleKind
{
    All,
    Environment,
    NoEnvironment,
    Address,
    Host,
}

/// <summary>One argument of Allow or Deny.</summary>
internal sealed class AccessRule
{
    private readonly AccessRuleKind _kind;
    private readonly string _text;
    private readonly AddressRange? _range;
    private readonly ulong _methods;

    private AccessRule(AccessRuleKind kind, string text, AddressRange? range, ulong methods)
    {
        _kind = kind;
        _text = text;
        _range = range;
        _methods = methods;
    }

    internal static AccessRule? Parse(string text, ulong methods, out string? error)
    {
        error = null;
        if (text.StartsWith("env=!", StringComparison.OrdinalIgnoreCase))
            return new AccessRule(AccessRuleKind.NoEnvironment, text[5..], null, methods);
        if (text.StartsWith("env=", StringComparison.OrdinalIgnoreCase))
            return new AccessRule(AccessRuleKind.Environment, text[4..], null, methods);
        if (string.Equals(text, "all", StringComparison.OrdinalIgnoreCase))
            return new AccessRule(AccessRuleKind.All, text, null, methods);
        if (AddressRange.Parse(text, out error) is { } range)
            return new AccessRule(AccessRuleKind.Address, text, range, methods);
        if (error!.Length == 0 && text.Contains('/', StringComparison.Ordinal))
            error = "An IP address was expected";
        if (error.Length > 0)
            return null;
        error = null;
        return new AccessRule(AccessRuleKind.Host, text, null, methods);
    }

    internal bool Matches(Request request)
    {
        if ((_methods & (1UL << request.MethodNumber)) == 0)
            return false;
        return _kind switch
        {
            AccessRuleKind.All => true,
            AccessRuleKind.Environment => request.HasEnvironment && request.Environment.Contains(_text),
            AccessRuleKind.NoEnvironment => !request.HasEnvironment || !request.Environment.Contains(_text),
            AccessRuleKind.Address => _range!.Contains(request.ClientAddress),
            _ => ClientHost.NameOf(request) is { } name && ClientHost.IsInDomain(_text, name),
        };
    }
}
