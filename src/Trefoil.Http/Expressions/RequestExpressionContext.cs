using Trefoil.Configuration.Expressions;
using Trefoil.Http.Messages;
using Trefoil.Http.Phases;
using Trefoil.Io.Reactors;

namespace Trefoil.Http.Expressions;

/// <summary>What expressions may ask about a request: the request's part of the expression language.</summary>
public sealed class RequestExpressionContext : IExpressionContext
{
    private readonly Request _request;

    /// <summary>Makes a context for one evaluation or several.</summary>
    public RequestExpressionContext(Request request) => _request = request;

    /// <summary>True where fields of the request that were asked for go into Vary (conditions do that, texts do not).</summary>
    public bool AddsVary { get; init; }

    /// <inheritdoc/>
    public string?[] Captures { get; } = new string?[10];

    /// <inheritdoc/>
    public string? Variable(string name) => RequestVariables.Get(_request, name, AddsVary);

    /// <inheritdoc/>
    public string? Function(string name, string argument)
    {
        switch (name.ToLowerInvariant())
        {
            case "req":
            case "http":
                RequestVariables.NoteVary(_request, argument, AddsVary);
                return _request.HeadersIn.GetJoined(argument);
            case "req_novary":
                return _request.HeadersIn.GetJoined(argument);
            case "resp":
                return _request.HeadersOut.GetJoined(argument) ?? _request.ErrorHeadersOut.GetJoined(argument);
            case "reqenv":
                return _request.EnvironmentOrNull?.Get(argument);
            case "note":
                return _request.NotesOrNull?.Get(argument);
            case "env":
                return _request.EnvironmentOrNull?.Get(argument) ?? _request.NotesOrNull?.Get(argument) ?? Environment.GetEnvironmentVariable(argument);
            default:
                foreach (var module in _request.Runtime.ExpressionSources)
                {
                    if (module.ExpressionFunction(_request, name, argument) is { } value)
                        return value;
                }
                return null;
        }
    }

    /// <inheritdoc/>
    public bool Test(char op, string argument) => op switch
    {
        'R' => IsInSubnet(argument),
        'T' => IsTrue(argument),
        'U' or 'A' => IsAccessible(argument, isFile: false),
        'F' => IsAccessible(argument, isFile: true),
        _ => false,
    };

    /// <inheritdoc/>
    public IReadOnlyList<string> List(string name, string argument)
    {
        foreach (var module in _request.Runtime.ExpressionSources)
        {
            if (module.ExpressionList(_request, name, argument) is { } list)
                return list;
        }
        return [];
    }

    private static bool IsTrue(string text) => text.Length > 0
        && !text.Equals("0", StringComparison.Ordinal) && !text.Equals("off", StringComparison.OrdinalIgnoreCase)
        && !text.Equals("false", StringComparison.OrdinalIgnoreCase) && !text.Equals("no", StringComparison.OrdinalIgnoreCase);

    private bool IsInSubnet(string text)
    {
        var client = _request.ClientAddress;
        return Subnet.TryParse(text, out var subnet) && subnet.Contains(client.IsIPv4MappedToIPv6 ? client.MapToIPv4() : client);
    }

    // Expressions are evaluated in synchronous phases; a lookup that must wait (an external check of a password) holds the thread, and says so.
    private bool IsAccessible(string argument, bool isFile)
    {
        _request.IsCacheable = false;
        var lookup = isFile ? Subrequests.LookupFileAsync(_request, argument) : Subrequests.LookupUriAsync(_request, argument);
        Request found;
        if (lookup.IsCompleted)
        {
            found = lookup.Result;
        }
        else
        {
            using (Blocking.Enter())
                found = lookup.AsTask().GetAwaiter().GetResult();
        }
        return found.Status == 200 && (!isFile || found.FileStatus.Exists);
    }
}
