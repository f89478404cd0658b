using Trefoil.Configuration.Directives;
using Trefoil.Http.Output;

namespace Trefoil.Modules.Filters.RateLimit;

/// <summary>mod_ratelimit: the filter RATE_LIMIT, which sends a response no faster than the variable rate-limit says, in KiB a second.</summary>
public sealed class RateLimitModule : Module, IOutputFilterProvider
{
    /// <inheritdoc/>
    public override string Identifier => "ratelimit_module";

    /// <inheritdoc/>
    public override string SourceFile => "mod_ratelimit.c";

    /// <inheritdoc/>
    public override IReadOnlyList<DirectiveDefinition> Directives => [];

    /// <inheritdoc/>
    public IReadOnlyList<OutputFilterDefinition> OutputFilters { get; } =
        [new("RATE_LIMIT", FilterType.Protocol, static request => request.Main is null ? new RateLimitOutput() : null)];
}
