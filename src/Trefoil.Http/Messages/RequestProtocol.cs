namespace Trefoil.Http.Messages;

public sealed partial class Request
{
    /// <summary>The client waits for 100 Continue and nothing was answered yet (RFC 9110, 10.1.1).</summary>
    public bool IsExpectingContinue { get; internal set; }

    /// <summary>A Content-Length of 0 stays on the response to HEAD.</summary>
    public bool KeepsZeroLength { get; set; }

    /// <summary>The body goes out without Content-Length (error pages that replace a body under way), as Apache does.</summary>
    internal bool HasUnmeasuredBody { get; set; }

    /// <summary>Where the connection ends behind the response, its body is not chunked.</summary>
    internal bool EndsUnchunked { get; set; }

    /// <summary>The request has fields that may change the answer for a given target (conditions, ranges, expectations).</summary>
    internal bool HasHeadConditions { get; set; }

    /// <summary>Filters were put in place: the modules that change response heads have a say.</summary>
    internal bool HasFilters { get; set; }

    /// <summary>The modules have changed the response's head.</summary>
    internal bool HasResponseHeadRun { get; set; }

    /// <summary>The moment that Date shows, as Unix seconds.</summary>
    internal long ResponseUnixSeconds => Http1.Clock.UnixSeconds;
}
