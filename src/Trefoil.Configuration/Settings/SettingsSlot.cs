namespace Trefoil.Configuration.Settings;

/// <summary>Place and default of a settings type in every <see cref="SettingsVector"/>.</summary>
internal static class SettingsSlot<T> where T : class, ISettings<T>, new()
{
    internal static readonly T Default = new();

    internal static readonly int Index = SettingsSlots.Register(static (outer, inner) => ((T)outer).Merge((T)inner));
}

/// <summary>The merge function of each settings type, in order of registration.</summary>
internal static class SettingsSlots
{
    private static readonly Lock Gate = new();
    private static Func<object, object, object>[] _merges = [];

    internal static int Count => Volatile.Read(ref _merges).Length;

    internal static int Register(Func<object, object, object> merge)
    {
        lock (Gate)
        {
            var index = _merges.Length;
            Volatile.Write(ref _merges, [.. _merges, merge]);
            return index;
        }
    }

    internal static object Merge(int index, object outer, object inner) => Volatile.Read(ref _merges)[index](outer, inner);
}
