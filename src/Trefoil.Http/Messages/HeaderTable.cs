namespace Trefoil.Http.Messages;

/// <summary>
/// Header fields (or environment variables) in order, names compared without regard to case; the role of Apache's table.
/// Values are Latin-1 byte strings.
/// </summary>
public sealed class HeaderTable
{
    private readonly List<KeyValuePair<string, string>> _fields = [];

    /// <summary>Number of fields.</summary>
    public int Count => _fields.Count;

    /// <summary>A field by position.</summary>
    public KeyValuePair<string, string> this[int index] => _fields[index];

    /// <summary>The first value of a name, or null.</summary>
    public string? Get(string name)
    {
        var index = IndexOf(name, 0);
        return index < 0 ? null : _fields[index].Value;
    }

    /// <summary>All values of a name joined with ", ", or null.</summary>
    public string? GetJoined(string name)
    {
        var index = IndexOf(name, 0);
        if (index < 0)
            return null;
        var value = _fields[index].Value;
        while ((index = IndexOf(name, index + 1)) >= 0)
            value = value + ", " + _fields[index].Value;
        return value;
    }

    /// <summary>True when the name is there.</summary>
    public bool Contains(string name) => IndexOf(name, 0) >= 0;

    /// <summary>Replaces the first field of that name, removes the others, or appends.</summary>
    public void Set(string name, string value)
    {
        var index = IndexOf(name, 0);
        if (index < 0)
        {
            Add(name, value);
            return;
        }
        _fields[index] = new(name, value);
        for (var other = _fields.Count - 1; other > index; other--)
        {
            if (Same(_fields[other].Key, name))
                _fields.RemoveAt(other);
        }
    }

    /// <summary>Appends a field, whatever is there.</summary>
    public void Add(string name, string value) => _fields.Add(new(name, value));

    /// <summary>Appends to the first value with ", ", or adds.</summary>
    public void Merge(string name, string value)
    {
        var index = IndexOf(name, 0);
        if (index < 0)
            Add(name, value);
        else
            _fields[index] = new(_fields[index].Key, _fields[index].Value + ", " + value);
    }

    /// <summary>Removes every field of that name.</summary>
    public bool Unset(string name) => _fields.RemoveAll(field => Same(field.Key, name)) > 0;

    /// <summary>Replaces the field at a position.</summary>
    public void SetAt(int index, string name, string value) => _fields[index] = new(name, value);

    /// <summary>Removes everything.</summary>
    public void Clear() => _fields.Clear();

    /// <summary>Copies every field of another table behind these.</summary>
    public void AddRange(HeaderTable other) => _fields.AddRange(other._fields);

    /// <summary>Position of a name at or behind <paramref name="from"/>, or -1.</summary>
    public int IndexOf(string name, int from)
    {
        for (var i = from; i < _fields.Count; i++)
        {
            if (Same(_fields[i].Key, name))
                return i;
        }
        return -1;
    }

    private static bool Same(string a, string b) => a.Length == b.Length && string.Equals(a, b, StringComparison.OrdinalIgnoreCase);
}
