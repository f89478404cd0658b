using Trefoil.Modules.Aaa.AuthzCore;

namespace Trefoil.Modules.Tests.Aaa;

public class AuthorizationRuleTests
{
    private static AuthorizationRule Leaf(string arguments, bool negated = false) =>
        new() { Provider = new AllProvider(), ProviderName = "all", Arguments = arguments, Negated = negated, Methods = 1 };

    [Fact]
    public void A_group_of_negations_alone_is_a_fault()
    {
        var all = new AuthorizationRule { NeedsAll = true };
        all.Add(Leaf("denied", negated: true));
        var place = new AuthorizationRule();
        place.Add(all);
        Assert.Equal("<RequireAll>", place.Normalize(isPlace: true)!.ToString());
    }

    [Fact]
    public void Children_of_a_negated_group_move_up_as_Apache_logs_them()
    {
        var none = new AuthorizationRule { Negated = true };
        none.Add(Leaf("a"));
        none.Add(Leaf("b"));
        var all = new AuthorizationRule { NeedsAll = true };
        all.Add(Leaf("granted"));
        all.Add(none);
        var place = new AuthorizationRule();
        place.Add(all);
        Assert.Null(place.Normalize(isPlace: true));
        Assert.Equal(["Require all granted", "Require not all a", "Require not all b"], all.Children.Select(static child => child.ToString()));
    }
}
