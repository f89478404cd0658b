namespace Trefoil.Http.Messages;

/// <summary>State that modules keep with a request or a connection, one object for each type.</summary>
public sealed class ModuleState
{
    private object?[] _items = [];

    /// <summary>The object of that type, or null.</summary>
    public T? Find<T>() where T : class
    {
        var index = Slot<T>.Index;
        return (uint)index < (uint)_items.Length ? (T?)_items[index] : null;
    }

    /// <summary>The object of that type, made on first use.</summary>
    public T GetOrCreate<T>() where T : class, new()
    {
        if (Find<T>() is { } found)
            return found;
        var made = new T();
        Set(made);
        return made;
    }

    /// <summary>Puts an object, or null to remove it.</summary>
    public void Set<T>(T? value) where T : class
    {
        var index = Slot<T>.Index;
        if (index >= _items.Length)
            Array.Resize(ref _items, index + 1);
        _items[index] = value;
    }

    /// <summary>Forgets everything.</summary>
    public void Clear() => Array.Clear(_items);

    private static class Slot<T>
    {
        internal static readonly int Index = Interlocked.Increment(ref _next) - 1;
    }

    private static int _next;
}
