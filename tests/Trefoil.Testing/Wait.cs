namespace Trefoil.Testing;

/// <summary>Bounded polling: the only place where tests pass time.</summary>
public static class Wait
{
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);

    /// <summary>Polls until the condition holds; false when the time is over.</summary>
    public static bool Until(Func<bool> condition, TimeSpan? patience = null)
    {
        var deadline = DateTime.UtcNow + (patience ?? Patience);
        while (!condition())
        {
            if (DateTime.UtcNow > deadline)
            {
                return false;
            }

            Thread.Sleep(5);
        }

        return true;
    }

    /// <summary>Polls until the condition holds, and fails with the description when it never does.</summary>
    public static void For(string description, Func<bool> condition, TimeSpan? patience = null)
    {
        if (!Until(condition, patience))
        {
            throw new TimeoutException("Waited in vain for: " + description);
        }
    }
}
