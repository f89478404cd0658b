using Trefoil.Http.Messages;
using Trefoil.Io.Logs;

namespace Trefoil.Modules.Filters.Include;

/// <summary>What elements of a document have set so far. A document that is included goes on with the variables of the one around it.</summary>
internal sealed class DocumentState
{
    private const string DefaultTimeFormat = "%A, %d-%b-%Y %H:%M:%S %Z";

    internal DocumentState(Request request)
    {
        var settings = request.Directory<IncludeSettings>();
        Request = request;
        ErrorMessage = settings.ErrorMessage ?? "[an error occurred while processing this directive]";
        UndefinedEcho = settings.UndefinedEcho ?? "(none)";
        TimeFormat = settings.TimeFormat ?? DefaultTimeFormat;
        UsesLegacyExpressions = settings.LegacyExpressions ?? false;
    }

    internal Request Request { get; }

    internal string ErrorMessage { get; set; }

    internal string UndefinedEcho { get; set; }

    internal string TimeFormat { get; set; }

    /// <summary>sizefmt: bytes with commas, or the short form.</summary>
    internal bool ShowsBytes { get; set; }

    internal bool UsesLegacyExpressions { get; }

    /// <summary>True while elements and text take effect.</summary>
    internal bool IsPrinting { get; set; } = true;

    /// <summary>True once a branch of the current condition was taken.</summary>
    internal bool IsConditionMet { get; set; } = true;

    /// <summary>Conditions opened inside a branch that is left out.</summary>
    internal int SkippedDepth { get; set; }

    /// <summary>Groups of the latest match, or null before any.</summary>
    internal string?[]? Captures { get; set; }

    /// <summary>The pattern of the latest match, for messages.</summary>
    internal string? CapturePattern { get; set; }

    internal string Time(long unixMicroseconds, bool universal) => TimeText.Strftime(TimeFormat, unixMicroseconds, universal);

    internal void Fail(int code, string message) => Log.Write(Request, LogLevel.Error, IncludeModule.ShortNameInLogs, code, message);
}
