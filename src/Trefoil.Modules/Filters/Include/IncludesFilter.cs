using System.Text;
using Trefoil.Http.Messages;
using Trefoil.Http.Output;
using Trefoil.Io.Logs;

namespace Trefoil.Modules.Filters.Include;

/// <summary>INCLUDES: carries out the elements of a document and passes on the text between them.</summary>
internal sealed class IncludesFilter : TransformingFilter
{
    private readonly Request _request;
    private readonly bool _keepsLastModified;
    private ElementParser _parser = null!;
    private DocumentState _state = null!;
    private DocumentElements _elements = null!;

    internal IncludesFilter(Request request, bool keepsLastModified)
    {
        _request = request;
        _keepsLastModified = keepsLastModified;
    }

    public override string Name => "INCLUDES";

    public override FilterType Type => FilterType.Resource;

    protected override bool Begin(Request request)
    {
        var tags = _request.ForServer<IncludeServerSettings>();
        _parser = new ElementParser(tags.StartTag, tags.EndTag);
        _state = new DocumentState(_request);
        _elements = new DocumentElements(_state, Next);
        // An included document shares the variables of the one around it, so that what it sets is seen there.
        if (_request.Main is { } outer && outer.State.Find<DocumentState>() is not null)
            _request.ReplaceEnvironment(outer.Environment);
        else
            DocumentVariables.Set(_state);
        _request.State.Set(_state);
        ContentCodings.ForgetLength(_request);
        if (!_keepsLastModified)
            _request.HeadersOut.Unset("Last-Modified");
        return true;
    }

    protected override async ValueTask TransformAsync(Request request, ReadOnlyMemory<byte> data)
    {
        foreach (var part in _parser.Feed(data.Span).ToArray())
        {
            if (part.Text is null)
            {
                BreakLength(request);
                await _elements.RunAsync(part);
            }
            else if (_state.IsPrinting)
                await Next.WriteAsync(_request, part.Text);
        }
    }

    protected override async ValueTask EndAsync(Request request)
    {
        if (_parser.IsInElement)
        {
            BreakLength(request);
            _state.Fail(1372, $"SSI directive was not properly finished at the end of parsed document {_request.Filename}");
            if (_state.IsPrinting)
                await Next.WriteAsync(_request, Encoding.Latin1.GetBytes(_state.ErrorMessage));
        }
        else if (_parser.TakeRest() is { Length: > 0 } rest && _state.IsPrinting)
        {
            await Next.WriteAsync(_request, rest);
        }
        if (!_state.IsPrinting)
        {
            Log.Write(_request, LogLevel.Warn, IncludeModule.ShortNameInLogs, 1373,
                $"missing closing endif directive in parsed document {_request.Filename}");
        }
    }
}
