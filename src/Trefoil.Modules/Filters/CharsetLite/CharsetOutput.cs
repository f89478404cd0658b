using Trefoil.Http.Errors;
using Trefoil.Http.Messages;
using Trefoil.Http.Output;

namespace Trefoil.Modules.Filters.CharsetLite;

/// <summary>XLATEOUT.</summary>
internal sealed class CharsetOutput(Translation translation) : TransformingFilter
{
    private bool _failed;

    public override string Name => "XLATEOUT";

    public override FilterType Type => FilterType.Resource;

    /// <summary>The filter, or null where nothing is to be translated.</summary>
    internal static CharsetOutput? For(Request request)
    {
        var settings = request.Directory<CharsetSettings>();
        return settings.Translates && CharsetSettings.Open(request, settings.Source!, settings.Target!) is { } translation ? new CharsetOutput(translation) : null;
    }

    protected override bool Begin(Request request)
    {
        if (request.Directory<CharsetSettings>().TakesAllTypes != true && request.ContentType?.StartsWith("text/", StringComparison.OrdinalIgnoreCase) != true)
            return false;
        request.HeadersOut.Unset("Content-Length");
        request.HasUnmeasuredBody = true;
        return true;
    }

    protected override ValueTask TransformAsync(Request request, ReadOnlyMemory<byte> data) => PassAsync(request, data, isLast: false);

    protected override ValueTask EndAsync(Request request) => PassAsync(request, default, isLast: true);

    private async ValueTask PassAsync(Request request, ReadOnlyMemory<byte> data, bool isLast)
    {
        if (_failed)
            return;
        if (translation.Translate(data.Span, isLast) is { } text)
        {
            if (text.Length > 0)
                await Next.WriteAsync(request, text);
            return;
        }
        // A text that cannot be said in the other encoding is an error while that can still be told.
        _failed = true;
        await BrokenBody.ReplaceAsync(request, Next, 500);
    }
}
