using Trefoil.Configuration.Directives;

namespace Trefoil.Configuration.Tables;

/// <summary>A directive of Apache 2.4.71, whether this server has it or not.</summary>
/// <param name="Name">Name; sections with the bracket.</param>
/// <param name="Modules">Pages of the manual that have it ("mod_alias"; several for the MPMs).</param>
/// <param name="Kind">How arguments are cut.</param>
/// <param name="AllowedIn">Where it may stand.</param>
internal sealed record KnownDirective(string Name, string[] Modules, ArgumentKind Kind, AllowedIn AllowedIn);
