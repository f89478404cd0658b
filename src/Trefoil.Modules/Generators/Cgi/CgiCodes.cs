namespace Trefoil.Modules.Generators.Cgi;

/// <summary>The numbers of log lines, which differ between the two modules.</summary>
internal sealed record CgiCodes
{
    /// <summary>A line of a script's standard error.</summary>
    internal const int Errors = 1215;

    internal required int Forbidden { get; init; }

    internal required int IncludedRaw { get; init; }

    internal required int NotFound { get; init; }

    internal required int IsDirectory { get; init; }

    internal required int PathInfo { get; init; }

    internal required int NotStarted { get; init; }

    internal required int Body { get; init; }

    internal required int BodyTimeout { get; init; }
}
