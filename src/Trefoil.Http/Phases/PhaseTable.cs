using Trefoil.Configuration.Directives;
using Trefoil.Http.Input;
using Trefoil.Http.Output;

namespace Trefoil.Http.Phases;

/// <summary>The phases of a request in order, each with the modules that take part in it: the one table of the request's way.</summary>
public sealed class PhaseTable
{
    /// <summary>Sorts the loaded modules into the phases.</summary>
    public PhaseTable(IReadOnlyList<Module> modules)
    {
        PostReadRequest = Sort<IPostReadRequest>(modules, RequestPhase.PostReadRequest);
        QuickHandler = Sort<IQuickHandler>(modules, RequestPhase.QuickHandler);
        PreTranslateName = Sort<IPreTranslateName>(modules, RequestPhase.PreTranslateName);
        TranslateName = Sort<ITranslateName>(modules, RequestPhase.TranslateName);
        MapToStorage = Sort<IMapToStorage>(modules, RequestPhase.MapToStorage);
        HeaderParser = Sort<IHeaderParser>(modules, RequestPhase.HeaderParser);
        AccessChecker = Sort<IAccessChecker>(modules, RequestPhase.AccessChecker);
        UserlessAuthorize = Sort<IUserlessAuthorize>(modules, RequestPhase.Authorize);
        Authenticate = Sort<IAuthenticate>(modules, RequestPhase.Authenticate);
        Authorize = Sort<IAuthorize>(modules, RequestPhase.Authorize);
        TypeChecker = Sort<ITypeChecker>(modules, RequestPhase.TypeChecker);
        Fixups = Sort<IFixups>(modules, RequestPhase.Fixups);
        InsertFilters = Sort<IInsertFilters>(modules, RequestPhase.InsertFilters);
        Handler = Sort<IHandler>(modules, RequestPhase.Handler);
        LogTransaction = Sort<ILogTransaction>(modules, RequestPhase.LogTransaction);
        ResponseHead = Sort<IResponseHead>(modules, RequestPhase.ResponseHead);
        ConnectionPreamble = [.. modules.OfType<IConnectionPreamble>()];
        Challenges = [.. modules.OfType<IAuthenticationChallenge>()];
        ForceAuthentication = Sort<IForceAuthentication>(modules, RequestPhase.Authenticate);
        Satisfy = modules.OfType<ISatisfyRule>().FirstOrDefault();
        AuthorizationInquiry = modules.OfType<IAuthorizationInquiry>().FirstOrDefault();
        OutputFilters = modules.OfType<IOutputFilterProvider>().SelectMany(static m => m.OutputFilters).ToDictionary(static f => f.Name, StringComparer.OrdinalIgnoreCase);
        InputFilters = modules.OfType<IInputFilterProvider>().SelectMany(static m => m.InputFilters).ToDictionary(static f => f.Name, StringComparer.OrdinalIgnoreCase);
    }

    /// <summary>Modules of this phase, in order.</summary>
    public IPostReadRequest[] PostReadRequest { get; }

    /// <summary>Modules of this phase, in order.</summary>
    public IQuickHandler[] QuickHandler { get; }

    /// <summary>Modules of this phase, in order.</summary>
    public IPreTranslateName[] PreTranslateName { get; }

    /// <summary>Modules of this phase, in order.</summary>
    public ITranslateName[] TranslateName { get; }

    /// <summary>Modules of this phase, in order.</summary>
    public IMapToStorage[] MapToStorage { get; }

    /// <summary>Modules of this phase, in order.</summary>
    public IHeaderParser[] HeaderParser { get; }

    /// <summary>Modules of this phase, in order.</summary>
    public IAccessChecker[] AccessChecker { get; }

    /// <summary>Modules of this phase, in order.</summary>
    public IAuthenticate[] Authenticate { get; }

    /// <summary>Modules that may want a name although nothing requires it.</summary>
    public IForceAuthentication[] ForceAuthentication { get; }

    /// <summary>Modules of this phase, in order.</summary>
    public IAuthorize[] Authorize { get; }

    /// <summary>Modules of this phase, in order.</summary>
    public ITypeChecker[] TypeChecker { get; }

    /// <summary>Modules of this phase, in order.</summary>
    public IFixups[] Fixups { get; }

    /// <summary>Modules of this phase, in order.</summary>
    public IInsertFilters[] InsertFilters { get; }

    /// <summary>Modules of this phase, in order.</summary>
    public IHandler[] Handler { get; }

    /// <summary>Modules of this phase, in order.</summary>
    public ILogTransaction[] LogTransaction { get; }

    /// <summary>Modules that decide without a user (between AccessChecker and Authenticate), in order.</summary>
    public IUserlessAuthorize[] UserlessAuthorize { get; }

    /// <summary>Modules that change the response head at the last moment, in order.</summary>
    public IResponseHead[] ResponseHead { get; }

    /// <summary>Modules that may read the first bytes of a connection.</summary>
    public IConnectionPreamble[] ConnectionPreamble { get; }

    /// <summary>Modules that write the challenge of a 401.</summary>
    public IAuthenticationChallenge[] Challenges { get; }

    /// <summary>The module that knows the Satisfy rule, or null.</summary>
    public ISatisfyRule? Satisfy { get; }

    /// <summary>The module that knows whether a place has authorization rules, or null.</summary>
    public IAuthorizationInquiry? AuthorizationInquiry { get; }

    /// <summary>Output filters by name.</summary>
    public IReadOnlyDictionary<string, OutputFilterDefinition> OutputFilters { get; }

    /// <summary>Input filters by name.</summary>
    public IReadOnlyDictionary<string, InputFilterDefinition> InputFilters { get; }

    /// <remarks>By hand and stable: every child does this at its start, and sorting generically would have to be compiled there.</remarks>
    private static T[] Sort<T>(IReadOnlyList<Module> modules, RequestPhase phase) where T : class, IPhaseModule
    {
        var sorted = new List<T>();
        var orders = new List<int>();
        foreach (var module in modules)
        {
            if (module is not T member)
                continue;
            var order = (int)member.OrderIn(phase);
            var place = orders.Count;
            while (place > 0 && orders[place - 1] > order)
                place--;
            sorted.Insert(place, member);
            orders.Insert(place, order);
        }
        return [.. sorted];
    }
}
