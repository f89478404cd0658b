namespace Trefoil.Io.Reactors;

/// <summary>
/// Said by code that is about to block its thread (a cold file read, a name lookup, a password hash): <c>using (Blocking.Enter()) { ... }</c>.
/// In the event MPM leadership passes to a follower meanwhile; elsewhere it costs nothing.
/// </summary>
public readonly ref struct Blocking
{
    [ThreadStatic]
    private static Action? _onEnter;

    /// <summary>Sets what this thread does first when it is about to block (the event MPM's crew).</summary>
    public static void SetThreadAction(Action? onEnter) => _onEnter = onEnter;

    /// <summary>Begins a blocking stretch.</summary>
    public static Blocking Enter()
    {
        _onEnter?.Invoke();
        return default;
    }

    /// <summary>Ends it.</summary>
    public void Dispose()
    {
    }
}
