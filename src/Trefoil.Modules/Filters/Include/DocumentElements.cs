using System.Text;
using Trefoil.Http.Core;
using Trefoil.Http.Messages;
using Trefoil.Http.Output;

namespace Trefoil.Modules.Filters.Include;

/// <summary>Carries out single elements.</summary>
internal sealed class DocumentElements
{
    private readonly DocumentState _state;
    private readonly DocumentInclusion _inclusion;
    private readonly OutputFilter _next;

    internal DocumentElements(DocumentState state, OutputFilter next)
    {
        _state = state;
        _next = next;
        _inclusion = new DocumentInclusion(state, next);
    }

    private string File => _state.Request.Filename ?? "";

    internal async ValueTask RunAsync(DocumentPart element)
    {
        if (RunCondition(element, out var failed))
        {
            if (failed)
                await FailAsync();
            return;
        }
        if (!_state.IsPrinting)
            return;
        if (!await DispatchAsync(element))
            await FailAsync();
    }

    private async ValueTask<bool> DispatchAsync(DocumentPart element)
    {
        switch (element.Name)
        {
            case "comment":
                return true;
            case "config":
                return Configure(element);
            case "echo":
                return await EchoAsync(element);
            case "set":
                return SetVariable(element);
            case "printenv":
                return await PrintEnvironmentAsync(element);
            case "include":
                return await _inclusion.IncludeAsync(element);
            case "fsize":
            case "flastmod":
                return await ShowFileAsync(element);
            case "exec" when DocumentExecution.IsAvailable(_state.Request):
                return await ExecuteAsync(element);
            case "":
                _state.Fail(1368, $"missing directive name in parsed document {File}");
                return false;
            default:
                _state.Fail(1371, $"unknown directive \"{element.Name}\" in parsed doc {File}");
                return false;
        }
    }

    /// <summary>True for the elements that decide what is printed at all.</summary>
    private bool RunCondition(DocumentPart element, out bool failed)
    {
        failed = false;
        switch (element.Name)
        {
            case "if":
                if (!_state.IsPrinting || _state.SkippedDepth > 0)
                    _state.SkippedDepth++;
                else
                    failed = !Branch(element);
                return true;
            case "elif":
                if (_state.SkippedDepth == 0 && _state.IsConditionMet)
                    _state.IsPrinting = false;
                else if (_state.SkippedDepth == 0)
                    failed = !Branch(element);
                return true;
            case "else":
                if (_state.SkippedDepth == 0)
                {
                    _state.IsPrinting = !_state.IsConditionMet;
                    _state.IsConditionMet = true;
                }
                return true;
            case "endif":
                if (_state.SkippedDepth > 0)
                    _state.SkippedDepth--;
                else
                    (_state.IsPrinting, _state.IsConditionMet) = (true, true);
                return true;
            default:
                return false;
        }
    }

    private bool Branch(DocumentPart element)
    {
        bool? result = null;
        if (element.Arguments is [{ Key: "expr", Value: { } text }])
            result = DocumentConditions.Test(_state, text);
        else
            _state.Fail(element.Arguments.Count == 0 ? 1353 : 1354, $"missing expr argument for {element.Name} element in {File}");
        // Where nothing can be said, no branch is shown.
        _state.IsPrinting = result == true;
        _state.IsConditionMet = result != false;
        return result is not null;
    }

    private bool Configure(DocumentPart element)
    {
        foreach (var (key, value) in element.Arguments)
        {
            var text = VariableText.Expand(_state, value ?? "");
            switch (key)
            {
                case "errmsg":
                    _state.ErrorMessage = text;
                    break;
                case "echomsg":
                    _state.UndefinedEcho = text;
                    break;
                case "timefmt":
                    _state.TimeFormat = text;
                    DocumentVariables.SetTimes(_state);
                    break;
                case "sizefmt" when text is "bytes" or "abbrev":
                    _state.ShowsBytes = text == "bytes";
                    break;
                default:
                    return Unknown(element, key);
            }
        }
        return true;
    }

    private async ValueTask<bool> EchoAsync(DocumentPart element)
    {
        var (encoding, decoding) = ("entity", "none");
        if (element.Arguments.Count == 0)
        {
            _state.Fail(1343, $"missing argument for echo element in {File}");
            return false;
        }
        foreach (var (key, value) in element.Arguments)
        {
            switch (key)
            {
                case "encoding":
                    encoding = value ?? "";
                    break;
                case "decoding":
                    decoding = value ?? "";
                    break;
                case "var":
                    var plain = VariableText.Value(_state, VariableText.Expand(_state, value ?? ""));
                    var text = plain is null ? _state.UndefinedEcho : TextCodings.Decode(decoding, plain) is { } decoded ? TextCodings.Encode(encoding, decoded) : null;
                    if (text is null)
                    {
                        _state.Fail(1344, $"unknown value \"{encoding}\" or \"{decoding}\" to parameter \"encoding\" of tag echo in {File}");
                        return false;
                    }
                    await WriteAsync(text);
                    break;
                default:
                    return Unknown(element, key);
            }
        }
        return true;
    }

    private bool SetVariable(DocumentPart element)
    {
        string? name = null;
        var (encoding, decoding) = ("none", "none");
        if (element.Arguments.Count < 2)
        {
            _state.Fail(1362, $"missing argument for set element in {File}");
            return false;
        }
        foreach (var (key, value) in element.Arguments)
        {
            switch (key)
            {
                case "var":
                    name = VariableText.Expand(_state, value ?? "");
                    break;
                case "encoding":
                    encoding = value ?? "";
                    break;
                case "decoding":
                    decoding = value ?? "";
                    break;
                case "value" when name is not null:
                    var text = TextCodings.Decode(decoding, VariableText.Expand(_state, value ?? "")) is { } decoded ? TextCodings.Encode(encoding, decoded) : null;
                    if (text is null)
                        return Unknown(element, "encoding");
                    _state.Request.Environment.Set(name, text);
                    break;
                case "value":
                    _state.Fail(1363, $"variable must precede value in set directive in {File}");
                    return false;
                default:
                    return Unknown(element, key);
            }
        }
        return true;
    }

    private async ValueTask<bool> PrintEnvironmentAsync(DocumentPart element)
    {
        if (element.Arguments.Count > 0)
        {
            _state.Fail(1364, $"printenv directive does not take tags in {File}");
            return false;
        }
        var text = new StringBuilder();
        var environment = _state.Request.Environment;
        for (var i = 0; i < environment.Count; i++)
            text.Append(HtmlEscape.Escape(environment[i].Key)).Append('=').Append(HtmlEscape.Escape(environment[i].Value)).Append('\n');
        await WriteAsync(text.ToString());
        return true;
    }

    private async ValueTask<bool> ShowFileAsync(DocumentPart element)
    {
        if (element.Arguments.Count == 0)
        {
            _state.Fail(1346, $"missing argument for {element.Name} element in {File}");
            return false;
        }
        foreach (var (key, value) in element.Arguments)
        {
            if (key is not ("file" or "virtual"))
                return Unknown(element, key);
            if (await _inclusion.FindFileAsync(key, VariableText.Expand(_state, value ?? "")) is not { } status)
                return false;
            await WriteAsync(element.Name == "flastmod" ? _state.Time(status.ModifiedMicroseconds, universal: false)
                : _state.ShowsBytes ? SizeText.Bytes(status.Size) : SizeText.Short(status.Size));
        }
        return true;
    }

    private async ValueTask<bool> ExecuteAsync(DocumentPart element)
    {
        if ((_state.Request.Directory<CoreDirectorySettings>().Options & DirectoryOptions.IncludesExec) == 0)
        {
            _state.Fail(1228, $"exec used but not allowed in {File}");
            return false;
        }
        if (element.Arguments.Count == 0)
        {
            _state.Fail(3195, $"missing argument for exec element in {File}");
            return false;
        }
        foreach (var (key, value) in element.Arguments)
        {
            var text = VariableText.Expand(_state, value ?? "");
            switch (key)
            {
                case "cmd":
                    if (!await DocumentExecution.RunCommandAsync(_state, text, _next))
                        return false;
                    break;
                case "cgi":
                    if (!await DocumentExecution.RunScriptAsync(_state, text, _next))
                        return false;
                    break;
                default:
                    return Unknown(element, key);
            }
        }
        return true;
    }

    private bool Unknown(DocumentPart element, string key)
    {
        _state.Fail(1355, $"unknown parameter \"{key}\" to tag {element.Name} in {File}");
        return false;
    }

    private ValueTask FailAsync() => WriteAsync(_state.ErrorMessage);

    private ValueTask WriteAsync(string text) => _next.WriteAsync(_state.Request, Encoding.Latin1.GetBytes(text));
}
