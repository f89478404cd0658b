using System.Globalization;
using Trefoil.Configuration.Directives;
using Trefoil.Configuration.Settings;
using Trefoil.Http.Input;
using Trefoil.Http.Messages;
using Trefoil.Http.Phases;

namespace Trefoil.Modules.Filters.KeptBodies;

/// <summary>mod_request: keeps the body of a request (KeptBodySize), so that subrequests and later handlers can read it again.</summary>
public sealed class RequestModule : Module, IInsertFilters, IInputFilterProvider
{
    internal const string ShortNameInLogs = "request";

    /// <inheritdoc/>
    public override string Identifier => "request_module";

    /// <inheritdoc/>
    public override string SourceFile => "mod_request.c";

    /// <inheritdoc/>
    public override IReadOnlyList<DirectiveDefinition> Directives { get; } =
    [
        new("KeptBodySize", ArgumentKind.Take1, AllowedIn.AccessConf, "Maximum size of request bodies kept aside for use by filters", static (scope, arguments) =>
        {
            if (!long.TryParse(arguments[0], NumberStyles.None, CultureInfo.InvariantCulture, out var size))
                return "KeptBodySize must be a valid size in bytes, or zero.";
            scope.Directory<KeptBodySettings>().Size = size;
            return null;
        }),
    ];

    /// <inheritdoc/>
    public IReadOnlyList<InputFilterDefinition> InputFilters { get; } =
    [
        new("KEEP_BODY", static request => request.Directory<KeptBodySettings>().Bytes is > 0 and var size ? new KeepBodyInput(size) : null),
        new("KEPT_BODY", static request => KeptBody.Of(request) is { } body ? new KeptBodyInput(body) : null),
    ];

    /// <inheritdoc/>
    public void InsertFilters(Request request)
    {
        if (KeptBody.Of(request) is { } body)
            InputChain.Add(request, new KeptBodyInput(body));
        else if (request.Main is null && request.Input is not null && request.Directory<KeptBodySettings>().Bytes is > 0 and var size)
            InputChain.Add(request, new KeepBodyInput(size));
    }
}

/// <summary>How much of a body is kept; 0 for none.</summary>
internal sealed class KeptBodySettings : ISettings<KeptBodySettings>
{
    internal long? Size { get; set; }

    internal long Bytes => Size ?? 0;

    public KeptBodySettings Merge(KeptBodySettings inner) => new() { Size = inner.Size ?? Size };
}
