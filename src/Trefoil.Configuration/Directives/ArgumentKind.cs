namespace Trefoil.Configuration.Directives;

/// <summary>How a directive's text is cut into arguments, under the names of Apache's command table.</summary>
public enum ArgumentKind
{
    /// <summary>No argument.</summary>
    NoArgs,
    /// <summary>The whole rest of the line, uncut.</summary>
    RawArgs,
    /// <summary>Exactly one.</summary>
    Take1,
    /// <summary>Exactly two.</summary>
    Take2,
    /// <summary>Exactly three.</summary>
    Take3,
    /// <summary>One or two.</summary>
    Take12,
    /// <summary>Two or three.</summary>
    Take23,
    /// <summary>One, two or three.</summary>
    Take123,
    /// <summary>One or three.</summary>
    Take13,
    /// <summary>One or more; the handler runs once for each.</summary>
    Iterate,
    /// <summary>A first one and one or more others; the handler runs once for each pair.</summary>
    Iterate2,
    /// <summary>On or Off.</summary>
    Flag,
    /// <summary>Any number, handed over together.</summary>
    TakeArgv,
}
