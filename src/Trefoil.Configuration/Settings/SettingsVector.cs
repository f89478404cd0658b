namespace Trefoil.Configuration.Settings;

/// <summary>
/// The settings of all modules at one place (a server, or a directory-like section), by settings type.
/// A type that no directive has filled is absent and reads as its default.
/// </summary>
public sealed class SettingsVector
{
    /// <summary>A vector in which everything is at its default. Never fill it.</summary>
    public static readonly SettingsVector Empty = new();

    private object?[] _slots = [];

    /// <summary>The settings in effect, the type's default if none were given. Do not change the result.</summary>
    public T Get<T>() where T : class, ISettings<T>, new() => Find<T>() ?? SettingsSlot<T>.Default;

    /// <summary>The settings filled here, or null.</summary>
    public T? Find<T>() where T : class, ISettings<T>, new()
    {
        var index = SettingsSlot<T>.Index;
        var slots = _slots;
        return (uint)index < (uint)slots.Length ? (T?)slots[index] : null;
    }

    /// <summary>The settings to fill while directives are read; made on first use.</summary>
    public T GetOrCreate<T>() where T : class, ISettings<T>, new()
    {
        var index = SettingsSlot<T>.Index;
        if (index >= _slots.Length)
            Array.Resize(ref _slots, Math.Max(index + 1, SettingsSlots.Count));
        return (T)(_slots[index] ??= new T());
    }

    /// <summary>Replaces the settings of one type (for state that a module computes after reading).</summary>
    public void Set<T>(T settings) where T : class, ISettings<T>, new()
    {
        GetOrCreate<T>();
        _slots[SettingsSlot<T>.Index] = settings;
    }

    /// <summary>True when no directive has filled anything.</summary>
    public bool IsEmpty => Array.TrueForAll(_slots, static slot => slot is null);

    /// <summary>The vector in effect where <paramref name="inner"/> stands inside <paramref name="outer"/>. Shares what only one side has.</summary>
    public static SettingsVector Merge(SettingsVector outer, SettingsVector inner)
    {
        if (inner._slots.Length == 0)
            return outer;
        if (outer._slots.Length == 0)
            return inner;
        var merged = new object?[Math.Max(outer._slots.Length, inner._slots.Length)];
        for (var i = 0; i < merged.Length; i++)
        {
            var o = i < outer._slots.Length ? outer._slots[i] : null;
            var n = i < inner._slots.Length ? inner._slots[i] : null;
            merged[i] = o is null ? n : n is null ? o : SettingsSlots.Merge(i, o, n);
        }
        return new SettingsVector { _slots = merged };
    }
}
