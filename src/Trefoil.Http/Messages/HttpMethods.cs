namespace Trefoil.Http.Messages;

/// <summary>Numbers of methods as bits for Limit, AllowMethods and Allow (Apache's M_* order).</summary>
public static class HttpMethods
{
    /// <summary>Number of GET and HEAD.</summary>
    public const int Get = 0;

    /// <summary>Number of POST.</summary>
    public const int Post = 2;

    /// <summary>Number of OPTIONS.</summary>
    public const int Options = 6;

    /// <summary>Number of TRACE.</summary>
    public const int Trace = 7;

    /// <summary>Number of CONNECT.</summary>
    public const int Connect = 5;

    /// <summary>Number of a method nobody registered.</summary>
    public const int Invalid = 26;

    private static readonly List<string> Names =
    [
        "GET", "PUT", "POST", "DELETE", "", "CONNECT", "OPTIONS", "TRACE", "PATCH", "PROPFIND", "PROPPATCH", "MKCOL", "COPY", "MOVE",
        "LOCK", "UNLOCK", "VERSION-CONTROL", "CHECKOUT", "UNCHECKOUT", "CHECKIN", "UPDATE", "LABEL", "REPORT", "MKWORKSPACE", "MKACTIVITY",
        "BASELINE-CONTROL", "", "MERGE",
    ];

    /// <summary>The number of a method (case matters, RFC 9110 9.1), <see cref="Invalid"/> if unknown.</summary>
    public static int NumberOf(string method)
    {
        if (method is "GET" or "HEAD")
            return Get;
        if (method.Length == 0)
            return Invalid;
        var index = Names.IndexOf(method);
        return index < 0 ? Invalid : index;
    }

    /// <summary>The name of a number.</summary>
    public static string NameOf(int number) => Names[number];

    /// <summary>How many numbers there are.</summary>
    public static int Count => Names.Count;

    /// <summary>Registers a method (RegisterHttpMethod, modules at start); at most 64 fit the bit set. Gives its number.</summary>
    public static int Register(string method)
    {
        var number = NumberOf(method);
        if (number != Invalid)
            return number;
        if (Names.Count >= 64)
            throw new InvalidOperationException("Too many methods are registered.");
        Names.Add(method);
        return Names.Count - 1;
    }
}
