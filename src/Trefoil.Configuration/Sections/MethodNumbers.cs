namespace Trefoil.Configuration.Sections;

/// <summary>The numbers of HTTP methods, lent by the room that knows HTTP.</summary>
public static class MethodNumbers
{
    private static readonly List<string> Names = [];

    private static Func<string, int> _find = static method => Names.IndexOf(method);
    private static Func<string, int> _register = static method =>
    {
        Names.Add(method);
        return Names.Count - 1;
    };

    /// <summary>Says where methods are known and registered; once at start.</summary>
    /// <param name="find">The number of a method, negative if unknown.</param>
    /// <param name="register">Registers an unknown one and gives its number (below 64).</param>
    public static void Use(Func<string, int> find, Func<string, int> register)
    {
        _find = find;
        _register = register;
    }

    internal static int Find(string method) => _find(method);

    internal static int Register(string method) => _register(method);
}
