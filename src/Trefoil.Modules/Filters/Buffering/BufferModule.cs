using System.Globalization;
using Trefoil.Configuration.Directives;
using Trefoil.Configuration.Settings;
using Trefoil.Http.Input;
using Trefoil.Http.Output;

namespace Trefoil.Modules.Filters.Buffering;

/// <summary>mod_buffer: the filter BUFFER, which gathers small pieces of bodies into large ones, on either way.</summary>
public sealed class BufferModule : Module, IOutputFilterProvider, IInputFilterProvider
{
    /// <inheritdoc/>
    public override string Identifier => "buffer_module";

    /// <inheritdoc/>
    public override string SourceFile => "mod_buffer.c";

    /// <inheritdoc/>
    public override IReadOnlyList<DirectiveDefinition> Directives { get; } =
    [
        new("BufferSize", ArgumentKind.Take1, AllowedIn.AccessConf, "Maximum size of the buffer used by the buffer filter", static (scope, arguments) =>
        {
            if (!int.TryParse(arguments[0], NumberStyles.None, CultureInfo.InvariantCulture, out var size) || size == 0)
                return "BufferSize must be a size in bytes, and greater than zero";
            scope.Directory<BufferSettings>().Size = size;
            return null;
        }),
    ];

    /// <inheritdoc/>
    public IReadOnlyList<OutputFilterDefinition> OutputFilters { get; } =
        [new("BUFFER", FilterType.ContentSet, static request => request.Main is null ? new BufferOutput(request.Directory<BufferSettings>().Bytes) : null)];

    /// <inheritdoc/>
    public IReadOnlyList<InputFilterDefinition> InputFilters { get; } =
        [new("BUFFER", static request => request.Main is null ? new BufferInput(request.Directory<BufferSettings>().Bytes) : null)];
}

/// <summary>How much is gathered.</summary>
internal sealed class BufferSettings : ISettings<BufferSettings>
{
    internal int? Size { get; set; }

    internal int Bytes => Size ?? 131_072;

    public BufferSettings Merge(BufferSettings inner) => new() { Size = inner.Size ?? Size };
}
